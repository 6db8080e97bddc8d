"""A service for load: `POST /step` answers at once; `POST /dN/v1/chat/completions` answers as a model would, after N ms.

`GET /large` answers with 3.9 MB, `/redirect` leads to itself, and what `/endless` answers does not end.

    Benchmarks/load/stub.py PORT
"""

import asyncio
import json
import re
import sys

STEP = b'{"ok":true,"value":42}'
CHAT = json.dumps({
    "id": "stub", "object": "chat.completion", "created": 0, "model": "stub",
    "choices": [{"index": 0, "finish_reason": "stop", "message": {"role": "assistant", "content": "An answer."}}],
    "usage": {"prompt_tokens": 25, "completion_tokens": 40, "total_tokens": 65}}).encode()

LARGE = b'"' + b"x" * 3_900_000 + b'"'
REDIRECT = b"HTTP/1.1 302 Found\r\nLocation: /redirect\r\nContent-Length: 0\r\n\r\n"
ENDLESS = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"
CHUNK = b"10000\r\n" + b"1" * 0x10000 + b"\r\n"


def answer(body):
    return b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n" % len(body) + body


class Service(asyncio.Protocol):
    def connection_made(self, transport):
        self.transport, self.buffer, self.is_endless = transport, b"", False

    def resume_writing(self):
        self.go_on()

    def go_on(self):
        """Writes until the other side has enough for now; then it is called again."""
        if self.is_endless and not self.transport.is_closing():
            self.transport.write(CHUNK * 16)

    def data_received(self, data):
        self.buffer += data
        while (end := self.buffer.find(b"\r\n\r\n")) >= 0:
            head = self.buffer[:end]
            length = re.search(rb"content-length:\s*(\d+)", head, re.IGNORECASE)
            size = end + 4 + (int(length[1]) if length else 0)
            if len(self.buffer) < size:
                return
            self.buffer = self.buffer[size:]
            delay = re.match(rb"POST /d(\d+)/", head)
            if delay:
                asyncio.get_running_loop().call_later(int(delay[1]) / 1_000, self.transport.write, answer(CHAT))
            elif head.startswith(b"GET /redirect"):
                self.transport.write(REDIRECT)
            elif head.startswith(b"GET /large"):
                self.transport.write(answer(LARGE))
            elif head.startswith(b"GET /endless"):
                self.transport.write(ENDLESS)
                self.is_endless = True
                self.go_on()
            else:
                self.transport.write(answer(STEP))


async def main():
    server = await asyncio.get_running_loop().create_server(Service, "127.0.0.1", int(sys.argv[1]), backlog=4_096)
    await server.serve_forever()


asyncio.run(main())
