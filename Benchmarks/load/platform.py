"""What bin/up started: its address, a token, its processes and what they use."""

import json
import os
import re
import sys
import time

from load.client import Pool

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
RUN = os.path.join(ROOT, ".run")
NAMESPACE = "benchmarks"


def read(*path):
    with open(os.path.join(RUN, *path)) as file:
        return file.read().strip()


class Platform:
    """Signs in as the first user. A long measurement needs a new token now and then: ``sign_in``."""

    def __init__(self):
        try:
            self.port, self.password = int(read("port")), read("login")
        except FileNotFoundError:
            sys.exit("Nothing runs here: RATE_LIMIT_SCALE=100000 bin/up")
        self.pool, self.token = Pool("127.0.0.1", self.port), None

    async def sign_in(self):
        login = {"email": "admin@intelligentic.local", "password": self.password}
        status, body = await self.pool.ask("POST", "/api/v1/auth/login", login)
        if status != 200:
            sys.exit(f"login: {status} {body.decode()}")
        self.token = json.loads(body)["accessToken"]

    async def ask(self, method, path, body=None, **options):
        """Status and JSON."""
        status, body = await self.pool.ask(method, "/api/v1" + path, body, token=self.token, **options)
        return status, json.loads(body) if body else None

    async def deploy(self, name, tasks, **more):
        """A new version of a workflow, which is the latest."""
        document = {
            "document": {"dsl": "1.0.3", "namespace": NAMESPACE, "name": name, "version": f"1.0.{time.time_ns() // 1_000_000}"},
            "do": tasks}
        status, answer = await self.ask("POST", "/workflows", document | more)
        if status != 201:
            sys.exit(f"{name} cannot be deployed: {status} {answer}")

    async def start(self, name, input=None, wait=0):
        """The run, as the platform answers."""
        status, run = await self.ask(
            "POST", f"/workflows/{NAMESPACE}/{name}/runs" + (f"?wait={wait}" if wait else ""), {"input": input or {}})
        if status not in (200, 202):
            sys.exit(f"{name} does not start: {status} {run}")
        return run

    async def run(self, name, input=None):
        """Starts a run, waits until it has completed, and gives it."""
        run = await self.start(name, input, wait=60)
        while run["status"] in ("pending", "running", "waiting"):
            status, run = await self.ask("GET", f"/runs/{run['id']}?wait=60")
            if status not in (200, 202):
                sys.exit(f"run: {status} {run}")
        if run["status"] != "completed":
            sys.exit(f"{name} ended as {run['status']}: {run['error']}")
        return run


def processes():
    """The programs of the platform by process id: the servers, functions and daemons, with all that they started."""
    roots = {}
    for name in os.listdir(os.path.join(RUN, "pids")):
        roots[int(read("pids", name).split()[0])] = re.sub(r"^(function|daemon)-", "", name)
    parents = {}
    for pid in filter(str.isdigit, os.listdir("/proc")):
        try:
            with open(f"/proc/{pid}/stat") as file:
                parents[int(pid)] = int(file.read().rpartition(")")[2].split()[1])
        except OSError:
            continue
    found = {}
    for pid in parents:
        ancestor = pid
        while ancestor and ancestor not in roots:
            ancestor = parents.get(ancestor, 0)
        if ancestor:
            found[pid] = roots[ancestor]
    return found


def processor_times(more={}):
    """Seconds that each program has used until now. `more`: other processes, id to name."""
    used = {}
    for pid, name in (processes() | more).items():
        try:
            with open(f"/proc/{pid}/stat") as file:
                fields = file.read().rpartition(")")[2].split()
        except OSError:
            continue
        used[name] = used.get(name, 0) + (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    return used


def memory(name):
    """The proportional set size of a program's processes, in MB."""
    total = 0
    for pid in (pid for pid, program in processes().items() if program == name):
        try:
            with open(f"/proc/{pid}/smaps_rollup") as file:
                total += int(re.search(r"^Pss:\s+(\d+)", file.read(), re.MULTILINE)[1])
        except OSError:
            continue
    return total / 1024
