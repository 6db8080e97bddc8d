"""A service for load: `POST /step` answers at once; `POST /dN/v1/chat/completions` answers as a model would, after N ms.

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


def answer(body):
    return b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n" % len(body) + body


class Service(asyncio.Protocol):
    def connection_made(self, transport):
        self.transport, self.buffer = transport, b""

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
            else:
                self.transport.write(answer(STEP))


async def main():
    server = await asyncio.get_running_loop().create_server(Service, "127.0.0.1", int(sys.argv[1]), backlog=4_096)
    await server.serve_forever()


asyncio.run(main())
