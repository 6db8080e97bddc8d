"""The endpoint of Benchmarks/api for FastAPI: the same token (EdDSA), session, rate limit and body, read anew each time."""

import base64
import os
import uuid

import jwt
import redis.asyncio
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from fastapi import Depends, FastAPI, Header, HTTPException, Response
from pydantic import BaseModel
from sqlalchemy import text
from sqlalchemy.ext.asyncio import create_async_engine

KEY = Ed25519PublicKey.from_public_bytes(base64.urlsafe_b64decode(os.environ["PUBLIC_KEY"] + "=="))
REQUESTS, SECONDS = int(os.environ["LIMIT_REQUESTS"]), int(os.environ["LIMIT_SECONDS"])
INTERVAL = max(1, SECONDS * 1_000_000 // REQUESTS)
with open(os.environ["GATE_SCRIPT"]) as file:
    SCRIPT = file.read()

engine = create_async_engine(os.environ["DATABASE_URL"], pool_size=16, max_overflow=0)
cache = redis.asyncio.Redis(
    unix_socket_path=os.environ["REDIS_SOCKET"], username=os.environ.get("REDIS_USER"),
    password=os.environ.get("REDIS_PASSWORD"))
gate = cache.register_script(SCRIPT)
app = FastAPI()

RESOURCES = text(
    "SELECT address, text FROM workflow_resources WHERE tenant_id = :tenant AND workflow_version_id = :version"
    " ORDER BY number")

SESSION = text(
    "SELECT members.role, tenants.access_generation AS generation FROM sessions"
    " JOIN tenants ON tenants.id = sessions.tenant_id JOIN members ON members.tenant_id = sessions.tenant_id"
    " AND members.user_id = sessions.user_id WHERE sessions.tenant_id = :tenant AND sessions.id = :session"
    " AND sessions.ended_at IS NULL AND sessions.expires_at > UTC_TIMESTAMP(6)")
DOCUMENT = text(
    "SELECT v.id, v.workflow_id, w.namespace, w.name, v.version, v.created_by, v.created_at, v.source, v.media_type,"
    " v.resource_count FROM workflow_versions v JOIN workflows w ON w.tenant_id = v.tenant_id AND w.id = v.workflow_id"
    " WHERE w.tenant_id = :tenant AND w.namespace = :namespace AND w.name = :name"
    " ORDER BY v.precedence DESC LIMIT 1")


class Resource(BaseModel):
    address: str
    text: str


class Workflow(BaseModel):
    id: str
    namespace: str
    name: str
    version: str
    createdAt: str
    createdBy: str
    mediaType: str
    source: str
    resources: list[Resource]


class Caller(BaseModel):
    tenant: str
    role: str


async def caller(response: Response, authorization: str = Header()) -> Caller:
    try:
        claims = jwt.decode(authorization.removeprefix("Bearer "), KEY, algorithms=["EdDSA"])
    except jwt.PyJWTError:
        raise HTTPException(401)
    tenant, session = claims["tid"], claims["sid"]
    key = f"intelligentic:gate:{{{tenant}}}:fastapi:{session}"
    generation = f"intelligentic:gate:{{{tenant}}}:generation"
    standing, wait, refill, *_ = await gate(
        keys=[f"intelligentic:gate:{{{tenant}}}:rate:fastapi", key, generation],
        args=[INTERVAL, INTERVAL * REQUESTS, "ended", 1, 0, REQUESTS, SECONDS])
    role = standing.decode().split(" ")[-1] if standing else None
    if role is None:
        async with engine.connect() as connection:
            found = await connection.execute(
                SESSION, {"tenant": uuid.UUID(tenant).bytes, "session": uuid.UUID(session).bytes})
            row = found.one_or_none()
        role = row.role if row else "ended"
        if row:
            await cache.set(generation, row.generation, nx=True, ex=3600)
            await cache.set(key, f"{row.generation} {role}", nx=True, ex=30)
    if role == "ended":
        raise HTTPException(401)
    remaining = max(0, (INTERVAL * REQUESTS - refill) // INTERVAL)
    rates = {
        "RateLimit-Policy": f'"endpoint";q={REQUESTS};w={SECONDS}',
        "RateLimit": f'"endpoint";r={remaining};t={-(-refill // 1_000_000)}',
    }
    response.headers.update(rates)
    if wait > 0:
        raise HTTPException(429, headers=rates | {"Retry-After": str(max(1, -(-wait // 1_000_000)))})
    if role not in ("admin", "developer", "operator", "viewer"):
        raise HTTPException(403)
    return Caller(tenant=tenant, role=role)


@app.get("/api/v1/workflows/{namespace}/{name}", response_model=Workflow)
async def show(namespace: str, name: str, response: Response, who: Caller = Depends(caller)):
    values = {"tenant": uuid.UUID(who.tenant).bytes, "namespace": namespace, "name": name}
    async with engine.connect() as connection:
        row = (await connection.execute(DOCUMENT, values)).one_or_none()
        if row is None:
            raise HTTPException(404)
        resources = []
        if row.resource_count:
            found = await connection.execute(RESOURCES, {"tenant": values["tenant"], "version": row.id})
            resources = [Resource(address=one.address, text=one.text) for one in found]
    response.headers["ETag"] = f'"{uuid.UUID(bytes=row.id)}"'
    response.headers["X-Request-Id"] = uuid.uuid4().hex
    return Workflow(
        id=str(uuid.UUID(bytes=row.workflow_id)), namespace=row.namespace, name=row.name, version=row.version,
        createdAt=row.created_at.strftime("%Y-%m-%dT%H:%M:%S.%fZ"), createdBy=str(uuid.UUID(bytes=row.created_by)),
        mediaType=row.media_type, source=row.source, resources=resources)
