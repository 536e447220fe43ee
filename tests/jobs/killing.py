"""Kills a process at a chosen point of its work, as a power cut would."""

import os
import signal
from contextlib import contextmanager

from django.db import connection, connections


def in_a_process_killed_at(statement, work):
    """Do the work in a process of its own that dies before its n-th statement; how many it made.

    The answer is None when the process was killed, and otherwise the number of statements.
    """
    connections.close_all()
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reader)
        _be_killed_at(statement, work, writer)
    os.close(writer)
    with os.fdopen(reader, "rb") as pipe:
        said = pipe.read()
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        assert os.WTERMSIG(status) == signal.SIGKILL
        return None
    assert status == 0, said.decode()
    return int(said)


def _be_killed_at(statement, work, writer):
    count = 0

    def counted(execute, sql, params, many, context):
        nonlocal count
        count += 1
        if count == statement:
            os.kill(os.getpid(), signal.SIGKILL)
        return execute(sql, params, many, context)

    code = 0
    try:
        with connection.execute_wrapper(counted):
            work()
        os.write(writer, str(count).encode())
    except BaseException as fault:
        os.write(writer, repr(fault).encode())
        code = 1
    os._exit(code)


@contextmanager
def processes(start, number):
    """So many processes, each started by `start`, all gone at the end."""
    running = [start() for _ in range(number)]
    try:
        yield running
    finally:
        for one in running:
            if one.poll() is None:
                one.kill()
            one.wait()
