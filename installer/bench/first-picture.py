#!/usr/bin/env python3
"""Tells when a window of a name shows its first picture, and when it is full: how long after a moment, in milliseconds.

    first-picture.py NAME BEGIN_NANOSECONDS [full]      prints "FIRST" or "FIRST FULL"

The first picture is more than four colours in the upper left corner, where every window here has words; a full page of
Slipway has more than 200 colours right of its navigation. Looks every 3 ms through one connection to the screen: a program
started for each look would take one of two processors from what is measured. Needs libX11, a screen without a window
manager. Exit status 1 after half a minute.
"""
import ctypes
import ctypes.util
import sys
import time

X = ctypes.CDLL(ctypes.util.find_library("X11") or "libX11.so.6")
Display = ctypes.c_void_p
Window = ctypes.c_ulong
VIEWABLE = 2
ALL_PLANES = ctypes.c_ulong(0xFFFFFFFF)
Z_PIXMAP = 2


class Attributes(ctypes.Structure):
    _fields_ = [("x", ctypes.c_int), ("y", ctypes.c_int), ("width", ctypes.c_int), ("height", ctypes.c_int),
                ("border", ctypes.c_int), ("depth", ctypes.c_int), ("visual", ctypes.c_void_p), ("root", Window),
                ("window_class", ctypes.c_int), ("bit_gravity", ctypes.c_int), ("win_gravity", ctypes.c_int),
                ("backing_store", ctypes.c_int), ("backing_planes", ctypes.c_ulong),
                ("backing_pixel", ctypes.c_ulong), ("save_under", ctypes.c_int), ("colormap", ctypes.c_ulong),
                ("map_installed", ctypes.c_int), ("map_state", ctypes.c_int), ("all_events", ctypes.c_long),
                ("your_events", ctypes.c_long), ("do_not_propagate", ctypes.c_long),
                ("override_redirect", ctypes.c_int), ("screen", ctypes.c_void_p)]


class Image(ctypes.Structure):
    _fields_ = [("width", ctypes.c_int), ("height", ctypes.c_int), ("xoffset", ctypes.c_int),
                ("format", ctypes.c_int), ("data", ctypes.c_void_p), ("byte_order", ctypes.c_int),
                ("bitmap_unit", ctypes.c_int), ("bitmap_bit_order", ctypes.c_int), ("bitmap_pad", ctypes.c_int),
                ("depth", ctypes.c_int), ("bytes_per_line", ctypes.c_int), ("bits_per_pixel", ctypes.c_int)]


X.XOpenDisplay.restype = Display
X.XDefaultRootWindow.restype = Window
X.XDefaultRootWindow.argtypes = [Display]
X.XQueryTree.argtypes = [Display, Window, ctypes.POINTER(Window), ctypes.POINTER(Window),
                         ctypes.POINTER(ctypes.POINTER(Window)), ctypes.POINTER(ctypes.c_uint)]
X.XFetchName.argtypes = [Display, Window, ctypes.POINTER(ctypes.c_char_p)]
X.XGetWindowAttributes.argtypes = [Display, Window, ctypes.POINTER(Attributes)]
X.XGetImage.restype = ctypes.POINTER(Image)
X.XGetImage.argtypes = [Display, Window, ctypes.c_int, ctypes.c_int, ctypes.c_uint, ctypes.c_uint, ctypes.c_ulong,
                        ctypes.c_int]
X.XDestroyImage.argtypes = [ctypes.POINTER(Image)]
X.XFree.argtypes = [ctypes.c_void_p]
HANDLER = ctypes.CFUNCTYPE(ctypes.c_int, Display, ctypes.c_void_p)
# A window may go between two questions; that is no reason to end.
ignore = HANDLER(lambda display, event: 0)
X.XSetErrorHandler(ignore)


def find(display, name):
    """The visible window of this name, and its size."""
    root, parent, children, count = Window(), Window(), ctypes.POINTER(Window)(), ctypes.c_uint()
    if not X.XQueryTree(display, X.XDefaultRootWindow(display), root, parent, children, count) or not count.value:
        return None
    try:
        for window in children[:count.value]:
            called, attributes = ctypes.c_char_p(), Attributes()
            if X.XFetchName(display, window, called) and called.value == name.encode() \
                    and X.XGetWindowAttributes(display, window, attributes) and attributes.map_state == VIEWABLE:
                return window, attributes.width, attributes.height
    finally:
        X.XFree(children)
    return None


def colours(display, seen, x, y, width, height):
    window, whole_width, whole_height = seen
    width, height = min(width, whole_width - x), min(height, whole_height - y)
    if width <= 0 or height <= 0:
        return 0
    image = X.XGetImage(display, window, x, y, width, height, ALL_PLANES, Z_PIXMAP)
    if not image:
        return 0
    try:
        raw = ctypes.string_at(image.contents.data, image.contents.bytes_per_line * height)
        return len(set(memoryview(raw).cast("I")))
    finally:
        X.XDestroyImage(image)


def main():
    name, begin, full = sys.argv[1], int(sys.argv[2]), len(sys.argv) > 3
    display = X.XOpenDisplay(None)
    if not display:
        sys.exit("first-picture: no screen")
    first = 0
    while time.time_ns() - begin < 30_000_000_000:
        seen = find(display, name)
        passed = (time.time_ns() - begin) // 1_000_000
        if seen and not first and colours(display, seen, 4, 4, 200, 90) > 4:
            first = passed
            print(first, end="" if full else "\n", flush=True)
        if first and (not full or colours(display, seen, 220, 40, 900, 700) > 200):
            if full:
                print("", passed)
            return
        # The page is looked at seldom: counting its colours takes a while.
        time.sleep(0.03 if first else 0.003)
    sys.exit(1)


main()
