"""How numbers are written for people: one wording for the window, the command line and the figures."""

from __future__ import annotations

import math

MINUS = "\N{MINUS SIGN}"


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


def effective_with_error(pixels: float | None, error: float | None) -> str:
    """Effective pixels and their ± at 95 %, rounded up at its first digit: "639 ± 20"; a dash without a DI."""
    words = effective_in_words(pixels)
    if pixels is None or error is None or not 0 < error < math.inf:
        return words
    decimals = _first_digit(error)
    return f"{words} ± {math.ceil(error * 10.0**decimals - 1e-9) / 10.0**decimals:.{max(0, decimals)}f}"


def size_in_words(size: tuple[int, int]) -> str:
    """Width and height in pixels: "64×64"."""
    return f"{size[0]}×{size[1]}"


def di_with_error(di: float | None, error: float | None) -> str:
    """The diffusion index as it stands everywhere, and its ± at 95 %, rounded up at its first digit: "1.41 ± 0.02"."""
    if di is None or error is None or not 0 < error < math.inf:
        return di_in_words(di)
    return f"{di_in_words(di)} ± {di_error_in_words(error)}"


def di_error_in_words(error: float) -> str:
    """An error of DI rounded up at its first digit, or at the fourth decimal."""
    if not 0 < error < math.inf:
        return number_in_words(error)
    decimals = _error_decimals(error)
    return f"{math.ceil(error * 10**decimals - 1e-9) / 10**decimals:.{decimals}f}"


def _error_decimals(error: float) -> int:
    return min(4, max(0, _first_digit(error)))


def _first_digit(number: float) -> int:
    """The decimal place of its first digit: 2 for 0.034, -1 for 25."""
    return -math.floor(math.log10(number))


def psnr_in_words(psnr_db: float) -> str:
    """A PSNR in dB with two decimals; infinite means that SR equals HR."""
    if math.isnan(psnr_db):
        return "none"
    return "∞ dB: SR equals HR" if math.isinf(psnr_db) else f"{psnr_db:.2f} dB".replace("-", MINUS)


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
