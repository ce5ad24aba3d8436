"""What a camera sees, as a file that Chromium takes for one: a badge's code on white paper."""

from pathlib import Path

import segno

WIDTH, HEIGHT, SCALE = 640, 480, 12
WHITE, BLACK, GREY = 235, 16, 128


def film(path: Path, text: str) -> list[str]:
    """Write one picture of the code to `path`; the arguments with which Chromium sees it."""
    rows = [bytes(row) for row in segno.make_qr(text, error="m").matrix]
    left, top = (WIDTH - len(rows) * SCALE) // 2, (HEIGHT - len(rows) * SCALE) // 2
    picture = bytearray([WHITE]) * (WIDTH * HEIGHT)
    for y, row in enumerate(rows):
        line = b"".join(bytes([BLACK if module else WHITE]) * SCALE for module in row)
        for part in range(SCALE):
            begin = (top + y * SCALE + part) * WIDTH + left
            picture[begin : begin + len(line)] = line
    colours = bytes([GREY]) * (WIDTH * HEIGHT // 2)
    path.write_bytes(f"YUV4MPEG2 W{WIDTH} H{HEIGHT} F10:1 Ip A1:1 C420jpeg\nFRAME\n".encode() + picture + colours)
    fake = ["--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"]
    return [*fake, f"--use-file-for-fake-video-capture={path}"]
