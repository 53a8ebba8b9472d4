"""A process that knows the program already and forks a server for each line it reads: ``DATA PORT`` -> its id.

A server begun this way is one like any other, but begins in a moment; each can be killed on its own.
"""

import os
import sys
import tempfile
from importlib import import_module

from advisor.pack import load_pack
from advisor.serve import serve, with_store
from advisor.settings import Settings
from advisor.web.app import create_app

SERVING = (
    "uvicorn.lifespan.on",
    "uvicorn.loops.auto",
    "uvicorn.protocols.http.auto",
    "uvicorn.protocols.websockets.auto",
)
"""What a server would look for when it begins."""


def main() -> None:
    pack = load_pack()
    for name in SERVING:
        import_module(name)
    with tempfile.TemporaryDirectory() as folder, with_store(folder) as (store, _):
        create_app(store, pack, Settings())
    for line in sys.stdin:
        data, port = line.split()
        child = os.fork()
        if child == 0:
            serve(Settings(port=int(port), data=data), pack, lambda _: None)
            os._exit(0)
        print(child, flush=True)
        os.waitpid(child, 0)


if __name__ == "__main__":
    main()
