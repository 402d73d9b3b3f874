"""How numbers are written for people: one wording for the window, the command line and the figures."""

from __future__ import annotations

import math

MINUS = "\N{MINUS SIGN}"
GLUE = "\N{NO-BREAK SPACE}"


def glued(words: str) -> str:
    """Words that no line ends between."""
    return words.replace(" ", GLUE)


def gap_in_percent(gap: float) -> str:
    """The completeness gap, a share of ΔD, as "−0.4 %"; "none" where it is not finite."""
    if not math.isfinite(gap):
        return "none"
    return f"{_signed(gap * 100, _percent_decimals(gap))} %"


def di_in_words(di: float | None) -> str:
    """The diffusion index with at least two decimals and three significant digits; None has a reason instead."""
    if di is None:
        return "none: the map is zero or not finite"
    return f"{di:.2f}" if abs(di) >= 1 or di == 0 else f"{di:#.3g}"


def di_label(di: float | None, error: float | None = None) -> str:
    """The diffusion index under its name, in short: without the reason where there is none."""
    return "DI none" if di is None else f"DI {di_with_error(di, error)}"


def effective_in_words(pixels: float | None) -> str:
    """Effective pixels with three significant digits below 100, whole above; a dash without a DI."""
    if pixels is None:
        return "–"
    return f"{pixels:.0f}" if pixels >= 100 else f"{pixels:.3g}"


def effective_to_its_digit(pixels: float | None, error: float | None) -> str:
    """Effective pixels to the last digit of their ± at 95 %; without one as they stand alone."""
    if pixels is None or error is None or not 0 < error < math.inf:
        return effective_in_words(pixels)
    return _to_decimals(pixels, _rounded_up(error)[1])


def effective_with_error(pixels: float | None, error: float | None) -> str:
    """Effective pixels and their ± at 95 %, to two significant digits of that: "639 ± 17"; a dash without a DI."""
    words = effective_to_its_digit(pixels, error)
    if pixels is None or error is None or not 0 < error < math.inf:
        return words
    return f"{words} ± {_to_decimals(*_rounded_up(error))}"


def size_in_words(size: tuple[int, int]) -> str:
    """Width and height in pixels: "64×64"."""
    return f"{size[0]}×{size[1]}"


def di_to_its_digit(di: float | None, error: float | None) -> str:
    """The diffusion index to the last digit of its ± at 95 %; without one as it stands alone."""
    if di is None or error is None or not 0 < error < math.inf:
        return di_in_words(di)
    return _to_decimals(di, _rounded_up(error)[1])


def di_with_error(di: float | None, error: float | None) -> str:
    """The diffusion index and its ± at 95 %, to two significant digits of that: "1.407 ± 0.019"."""
    words = di_to_its_digit(di, error)
    if di is None or error is None or not 0 < error < math.inf:
        return words
    return f"{words} ± {di_error_in_words(error)}"


def di_error_in_words(error: float) -> str:
    """An error of DI rounded up at its second digit."""
    return _to_decimals(*_rounded_up(error)) if 0 < error < math.inf else number_in_words(error)


def _rounded_up(error: float) -> tuple[float, int]:
    """An error rounded up at its second digit, so by less than 10 %, and the decimal place of that digit."""
    unit = 10.0 ** _second_digit(error)
    rounded = math.ceil(error * unit - 1e-9) / unit
    return rounded, _second_digit(rounded)


def _second_digit(number: float) -> int:
    """The decimal place of its second digit: 3 for 0.034, 0 for 25, -1 for 250."""
    return 1 - int(f"{number:.1e}".partition("e")[2])


def _to_decimals(number: float, decimals: int) -> str:
    return f"{round(number, decimals):.{max(0, decimals)}f}"


def psnr_in_words(psnr_db: float) -> str:
    """A PSNR in dB with two decimals; infinite means that both pictures are equal."""
    if math.isnan(psnr_db):
        return "none"
    return "∞ dB: both are equal" if math.isinf(psnr_db) else f"{psnr_db:.2f} dB".replace("-", MINUS)


def ssim_in_words(ssim: float) -> str:
    """An SSIM with four decimals; NaN means that the picture is smaller than its window."""
    return "none: picture too small" if math.isnan(ssim) else f"{ssim:.4f}".replace("-", MINUS)


def number_in_words(number: float) -> str:
    """Any number with four significant digits and a true minus sign."""
    return f"{number:.4g}".replace("-", MINUS) if math.isfinite(number) else "not finite"


def correlation_in_words(correlation: float) -> str:
    """A correlation or similarity with two decimals and a true minus sign."""
    return f"{correlation:.2f}".replace("-", MINUS) if math.isfinite(correlation) else "none"


def share_in_words(share: float) -> str:
    """A share (0..1) in percent, with one decimal below 10 %, and more where that would be 0.0: "0.03 %"."""
    percent = share * 100
    if not 0 < percent < 9.95:
        return f"{percent:.0f} %"
    if percent < 0.001:
        return "< 0.001 %"
    return f"{percent:.{1 if percent >= 0.095 else 2 if percent >= 0.0095 else 3}f} %"


def seconds_in_words(seconds: float) -> str:
    """A duration, as short as it can be read: "85 ms", "2.1 s", "2 min 05 s", "1 h 02 min"."""
    if not math.isfinite(seconds):
        return "unknown"
    if seconds < 0.0995:
        return f"{max(0.0, seconds) * 1000:.0f} ms"
    if seconds < 9.95:
        return f"{seconds:.1f} s"
    whole = round(seconds)
    if whole < 60:
        return f"{whole} s"
    minutes = round(seconds / 60)
    if whole < 3600:
        return f"{whole // 60} min {whole % 60:02d} s"
    return f"{minutes // 60} h {minutes % 60:02d} min"


def bytes_in_words(count: int) -> str:
    """An amount of memory in binary units: "512 B", "340 MiB", "1.2 GiB"."""
    size = float(count)
    for unit in ("B", "KiB", "MiB", "GiB", "TiB"):
        if size < 1023.5 or unit == "TiB":
            break
        size /= 1024
    return f"{size:.0f} {unit}" if unit == "B" or size >= 99.5 else f"{size:.1f} {unit}"


def transfer_in_words(received_bytes: int, total_bytes: int | None, bytes_per_s: float | None) -> str:
    """The progress of a download: "12.3 MiB of 63.9 MiB · 4.2 MiB/s · 12 s left"; unknown parts are left out."""
    words = [bytes_in_words(received_bytes)]
    if total_bytes is not None:
        words[0] += f" of {bytes_in_words(total_bytes)}"
    if bytes_per_s is not None:
        words.append(f"{bytes_in_words(round(bytes_per_s))}/s")
        if total_bytes is not None and bytes_per_s > 0:
            words.append(f"{seconds_in_words(max(0, total_bytes - received_bytes) / bytes_per_s)} left")
    return " · ".join(words)


def count_in_words(count: int) -> str:
    """A large count, as of parameters: "812", "24.3 k", "1.52 M"."""
    for limit, unit in ((1_000_000_000, " G"), (1_000_000, " M"), (10_000, " k")):
        if count >= limit:
            return f"{count / (1000 if unit == ' k' else limit):.3g}{unit}"
    return str(count)


def _percent_decimals(gap: float) -> int:
    """Two decimals for a tiny gap, so that it does not read as none; one otherwise."""
    return 2 if abs(gap) < 0.0005 else 1


def _signed(value: float, decimals: int) -> str:
    text = f"{abs(value):.{decimals}f}"
    if float(text) == 0:
        return text
    return f"{MINUS if value < 0 else '+'}{text}"
