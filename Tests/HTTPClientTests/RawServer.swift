import TestServers

extension PythonServer {
    /// A server for answers without an end or a length, for interim answers, and for counting connections.
    static func raw() throws -> PythonServer {
        try PythonServer(
            """
            import asyncio

            opened = now = most = 0

            async def chunk(writer, data):
                writer.write(b"%x\\r\\n%s\\r\\n" % (len(data), data))
                await writer.drain()

            async def answer(path, writer):
                head = b"HTTP/1.1 200 OK\\r\\nTransfer-Encoding: chunked\\r\\nX-Head: yes\\r\\n"
                if path == "/interim":
                    writer.write(b"HTTP/1.1 103 Early Hints\\r\\nX-Early: yes\\r\\n\\r\\n")
                if path == "/headers":
                    head += b"".join(b"X-%d: %s\\r\\n" % (n, b"x" * 1000) for n in range(100))
                if path == "/hold":
                    await asyncio.sleep(0.2)
                writer.write(head + b"\\r\\n")
                if path == "/silence":
                    await asyncio.sleep(3600)
                while path == "/endless":
                    await chunk(writer, b"x" * 10000)
                await chunk(writer, b"%d %d" % (opened, most))
                writer.write(b"0\\r\\nX-Trailer: yes\\r\\n\\r\\n")
                await writer.drain()

            async def serve(reader, writer):
                global opened, now, most
                opened, now = opened + 1, now + 1
                most = max(most, now)
                try:
                    while True:
                        lines = await reader.readuntil(b"\\r\\n\\r\\n")
                        await answer(lines.split()[1].decode(), writer)
                except (asyncio.IncompleteReadError, ConnectionError):
                    pass
                now -= 1
                writer.close()

            async def main():
                server = await asyncio.start_server(serve, "127.0.0.1", 0, backlog=1024)
                print(server.sockets[0].getsockname()[1])
                await server.serve_forever()

            asyncio.run(main())
            """)
    }
}
