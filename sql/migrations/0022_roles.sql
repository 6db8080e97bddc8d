-- What members may do: a tenant's own roles, and who has which role where. A member without assignments has members.role; one
-- with some has there the nearest role that every tenant has.
CREATE TABLE roles (
    tenant_id BINARY(16) NOT NULL,
    name VARCHAR(63) NOT NULL,
    -- such as `runs:read runs:execute`
    permissions TEXT NOT NULL,
    -- 1, 2, 3 … with each update
    revision INT UNSIGNED NOT NULL,
    created_at DATETIME(6) NOT NULL,
    updated_at DATETIME(6) NOT NULL,
    PRIMARY KEY (tenant_id, name)
) ENGINE = InnoDB CHARACTER SET ascii COLLATE ascii_bin;

CREATE TABLE role_assignments (
    tenant_id BINARY(16) NOT NULL,
    user_id BINARY(16) NOT NULL,
    -- empty: all of the tenant
    namespace VARCHAR(63) NOT NULL,
    -- one that every tenant has, or of roles
    role VARCHAR(63) NOT NULL,
    PRIMARY KEY (tenant_id, user_id, namespace, role),
    -- whether a role is in use
    KEY role_assignments_role (tenant_id, role)
) ENGINE = InnoDB CHARACTER SET ascii COLLATE ascii_bin;

-- Grows with each change of what somebody in the tenant may do: what was read before it does not count any more.
ALTER TABLE tenants
    ADD COLUMN access_generation BIGINT UNSIGNED NOT NULL DEFAULT 0,
    ALGORITHM = INSTANT, LOCK = NONE;
