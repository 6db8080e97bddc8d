-- Semantic versions in an order that SQL can compare (Sources/Workflows/SemanticVersion+Precedence.swift), so that the
-- latest is found in an index. NULL: written before, or by a program of the version before; filled in by whoever meets it.

ALTER TABLE workflow_versions
    ADD COLUMN precedence VARBINARY(400) NULL,
    ADD KEY workflow_versions_precedence (tenant_id, workflow_id, precedence);
