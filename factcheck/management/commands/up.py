"""`manage.py up`: the whole desk in one command: services, worker, beat and web, until Ctrl-C."""

from __future__ import annotations

import argparse
import contextlib
import signal
import subprocess
import sys
import time
from typing import Any, NoReturn

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand

from claims import pipeline
from claims.models import Newsroom
from factcheck import processes
from factcheck.static import collect

TEND_SECONDS = 0.5
WORKER_SECONDS = 60.0  # that our own worker may take to start, before another one is started for the demo


class Stop(Exception):
    """Somebody asked us to stop."""


def _stop(_number: int, _frame: object) -> NoReturn:
    raise Stop


class Command(BaseCommand):
    """Run everything, or with --exec one command against the services and a worker."""

    help = "Start the services, a worker, beat and the web desk; stop them all on Ctrl-C."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """The contract's options."""
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=8000, help="the next free one is taken when it is not free")
        parser.add_argument("--exec", metavar="CMD", help="run CMD against the services and a worker, then stop")
        parser.add_argument("--no-demo", action="store_true", help="do not load the demo newsroom")

    def handle(self, *_args: object, **options: Any) -> None:
        """Serve, or run one command."""
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, _stop)
        with contextlib.suppress(Stop):
            self._migrate()
            if options["exec"]:
                sys.exit(self._run(options["exec"]))
            self._serve(host=options["host"], port=options["port"], demo=not options["no_demo"])

    def _migrate(self) -> None:
        call_command("migrate", verbosity=0, interactive=False)

    def _run(self, command: str) -> int:
        alive = pipeline.workers_alive(timeout=1.0)
        with processes.a_worker(var=settings.VAR, out=sys.stderr, alive=alive):
            return subprocess.run(command, shell=True, check=False).returncode

    def _serve(self, *, host: str, port: int, demo: bool) -> None:
        out = sys.stdout
        supervisor = processes.Supervisor(out=out)
        supervisor.say("Collecting stylesheets and scripts …")
        collect()
        free = processes.free_port(host=host, wanted=port)
        supervisor.start("worker", processes.worker_command())
        supervisor.start("beat", processes.beat_command(settings.VAR))
        supervisor.start("web", processes.web_command(host=host, port=free))
        try:
            if demo and not Newsroom.objects.exists():
                self._await_worker(supervisor)
                call_command("seed_demo", stdout=out)
            self._announce(supervisor, host=host, port=free, wanted=port)
            while True:
                time.sleep(TEND_SECONDS)
                supervisor.tend()
        finally:
            signal.signal(signal.SIGINT, signal.SIG_IGN)
            supervisor.say("Stopping …")
            supervisor.stop()

    def _await_worker(self, supervisor: processes.Supervisor) -> None:
        supervisor.say("Loading the demo newsroom, once …")
        deadline = time.monotonic() + WORKER_SECONDS
        while not pipeline.workers_alive(timeout=1.0) and time.monotonic() < deadline:
            supervisor.tend()

    def _announce(self, supervisor: processes.Supervisor, *, host: str, port: int, wanted: int) -> None:
        address = f"http://{'localhost' if host in {'127.0.0.1', '0.0.0.0'} else host}:{port}"
        if port != wanted:
            supervisor.say(f"Port {wanted} is taken; using {port}.")
        supervisor.say("")
        supervisor.say(f"  The desk      {address}/")
        supervisor.say(f"  Admin panel   {address}/admin/")
        supervisor.say(f"  REST API      {address}/api/docs/")
        if Newsroom.objects.filter(slug="saltmere").exists():
            supervisor.say(
                "  Sign in as    rhea or tomas (editors), ana (reviewer), viktor (viewer); password demo-saltmere"
            )
        supervisor.say("  Ctrl-C stops everything; what you did stays in " + str(settings.VAR))
        supervisor.say("")
