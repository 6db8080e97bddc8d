"""An HTTP client for load: one request at a time on a kept connection, with little more than what the protocol costs."""

import asyncio
import json


class Connection(asyncio.Protocol):
    """A kept connection to one server. Answers must have a Content-Length, as ours and nginx's have, or be chunked."""

    def __init__(self, host):
        self.host, self.transport, self.answer, self.buffer = host, None, None, b""

    @classmethod
    async def open(cls, host, port):
        loop = asyncio.get_running_loop()
        _, connection = await loop.create_connection(lambda: cls(f"{host}:{port}"), host, port)
        return connection

    def connection_made(self, transport):
        self.transport = transport

    def connection_lost(self, error):
        if self.answer and not self.answer.done():
            self.answer.set_exception(error or ConnectionError("the server closed the connection"))

    def data_received(self, data):
        self.buffer += data
        end = self.buffer.find(b"\r\n\r\n")
        if end < 0:
            return
        head = self.buffer[:end].lower()
        if b"transfer-encoding: chunked" in head:
            if not self.buffer.endswith(b"0\r\n\r\n"):
                return
            body, rest = b"", self.buffer[end + 4:]
            while rest:
                size, _, rest = rest.partition(b"\r\n")
                body, rest = body + rest[:int(size, 16)], rest[int(size, 16) + 2:]
        else:
            at = head.find(b"content-length:")
            length = int(head[at + 15:].split(b"\r\n", 1)[0]) if at >= 0 else 0
            if len(self.buffer) < end + 4 + length:
                return
            body = self.buffer[end + 4:]
        status, self.buffer = int(self.buffer[9:12]), b""
        if self.answer and not self.answer.done():
            self.answer.set_result((status, body))

    async def ask(self, method, path, body=None, token=None, kind="application/json"):
        """Status and body."""
        content = b"" if body is None else body if isinstance(body, bytes) else json.dumps(body).encode()
        head = f"{method} {path} HTTP/1.1\r\nHost: {self.host}\r\nContent-Length: {len(content)}\r\n"
        if content:
            head += f"Content-Type: {kind}\r\n"
        if token:
            head += f"Authorization: Bearer {token}\r\n"
        self.answer = asyncio.get_running_loop().create_future()
        self.transport.write(head.encode() + b"\r\n" + content)
        return await self.answer


class Pool:
    """Connections that are opened as they are needed."""

    def __init__(self, host, port):
        self.host, self.port, self.free = host, port, []

    async def ask(self, *request, **options):
        connection = self.free.pop() if self.free else await Connection.open(self.host, self.port)
        if connection.transport.is_closing():
            connection = await Connection.open(self.host, self.port)
        answer = await connection.ask(*request, **options)
        self.free.append(connection)
        return answer
