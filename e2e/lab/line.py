#!/usr/bin/env python3
"""A line between two network namespaces that delays, loses and rations packets, in user space: not every kernel has
netem, but every kernel has TUN.

  line.py NAMESPACE DEVICE NAMESPACE DEVICE

makes a TUN device in each and carries packets between them, both ways alike. Prints "ready", then takes lines on its
standard input and answers "ok" to each:

  set delay=MS jitter=MS loss=0..1 rate=KBIT/S queue=MS    those not named stay as they are; rate=0 is unlimited

All of it is one way: delay=50 makes a round trip of 100 ms. A packet that would wait longer than `queue` for its turn is
lost, as at a router's full queue. Packets never overtake each other. Ends with its standard input.
"""

import ctypes
import fcntl
import os
import random
import select
import struct
import sys
import time

CLONE_NEWNET = 0x40000000
TUNSETIFF = 0x400454CA
IFF_TUN = 0x0001
IFF_NO_PI = 0x1000
MAX_PACKET_BYTES = 65536
# So that one busy direction cannot keep the other waiting.
PACKETS_A_TURN = 64

libc = ctypes.CDLL("libc.so.6", use_errno=True)


def enter(namespace_fd):
    if libc.setns(namespace_fd, CLONE_NEWNET) != 0:
        raise OSError(ctypes.get_errno(), "setns")


def open_tun(namespace, device):
    """Makes a TUN device inside a namespace, held by this process, which stays where it is."""
    own = os.open("/proc/self/ns/net", os.O_RDONLY)
    other = os.open("/run/netns/" + namespace, os.O_RDONLY)
    try:
        enter(other)
        tun = os.open("/dev/net/tun", os.O_RDWR | os.O_NONBLOCK)
        fcntl.ioctl(tun, TUNSETIFF, struct.pack("16sH", device.encode(), IFF_TUN | IFF_NO_PI))
        enter(own)
        return tun
    finally:
        os.close(own)
        os.close(other)


class Conditions:
    """What happens to packets; times in seconds."""

    def __init__(self):
        self.delay = self.jitter = self.loss = self.rate = 0.0
        self.queue = 0.3

    def set(self, words):
        for word in words:
            name, text = word.split("=")
            value = float(text)
            if name in ("delay", "jitter", "queue"):
                value /= 1000
            elif name not in ("loss", "rate"):
                raise SystemExit("line.py: no such condition: " + name)
            setattr(self, name, value)


class Direction:
    """Packets on their way from one device to the other, in order of arrival."""

    def __init__(self, source, target, conditions):
        self.source, self.target, self.conditions = source, target, conditions
        self.packets = []
        self.idle_at = 0.0
        self.last_arrival = 0.0

    def take(self, now):
        """Takes in what the source has."""
        for _ in range(PACKETS_A_TURN):
            try:
                packet = os.read(self.source, MAX_PACKET_BYTES)
            except BlockingIOError:
                return
            arrival = self.arrival(len(packet), now)
            if arrival is not None:
                self.packets.append((arrival, packet))

    def arrival(self, size, now):
        """When a packet that is here now arrives; None where it is lost."""
        conditions = self.conditions
        if random.random() < conditions.loss:
            return None
        leaves = now
        if conditions.rate:
            starts = max(now, self.idle_at)
            if starts - now > conditions.queue:
                return None
            leaves = self.idle_at = starts + size * 8 / (conditions.rate * 1000)
        arrives = leaves + conditions.delay + random.uniform(0, conditions.jitter)
        self.last_arrival = max(arrives, self.last_arrival)
        return self.last_arrival

    def deliver(self, now):
        """Hands over what has arrived."""
        count = 0
        for arrival, packet in self.packets:
            if arrival > now:
                break
            count += 1
            try:
                os.write(self.target, packet)
            except OSError:
                pass  # The device is down: so is the line.
        del self.packets[:count]

    def next_arrival(self):
        return self.packets[0][0] if self.packets else None


def main(first_namespace, first_device, second_namespace, second_device):
    first = open_tun(first_namespace, first_device)
    second = open_tun(second_namespace, second_device)
    conditions = Conditions()
    directions = {
        first: Direction(first, second, conditions),
        second: Direction(second, first, conditions),
    }
    print("ready", flush=True)
    commands = b""
    while True:
        arrivals = [at for at in (one.next_arrival() for one in directions.values()) if at is not None]
        wait = max(0.0, min(arrivals) - time.monotonic()) if arrivals else None
        readable = select.select([0, first, second], [], [], wait)[0]
        now = time.monotonic()
        for source in readable:
            if source != 0:
                directions[source].take(now)
                continue
            chunk = os.read(0, 4096)
            if not chunk:
                return
            *lines, commands = (commands + chunk).split(b"\n")
            for line in lines:
                word, *words = line.decode().split()
                if word != "set":
                    raise SystemExit("line.py: no such command: " + word)
                conditions.set(words)
                print("ok", flush=True)
        for direction in directions.values():
            direction.deliver(time.monotonic())


if len(sys.argv) != 5:
    raise SystemExit(__doc__)
main(*sys.argv[1:])
