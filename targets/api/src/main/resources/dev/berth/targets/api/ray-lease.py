import random, socket, sys
def bind(port):
    bound = socket.socket()
    try:
        bound.bind(("", port))
        return bound
    except OSError:
        bound.close()
for first in random.SystemRandom().sample(range(11000, 32000, 20), 500):
    held = bind(first)
    others = [bind(first + i) for i in range(1, 20)] if held else [None]
    if all(others):
        for other in others:
            other.close()
        print(first, flush=True)
        sys.stdin.read()
        sys.exit()
sys.exit("no free block of ports")
