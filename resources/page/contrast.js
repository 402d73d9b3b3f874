// A map in its colours, as lamgui.figures.contrast, render and map_picture make it: the same levels, to the last one.

const Contrast = (() => {
  const DECADES = 3;
  const NON_FINITE = [255, 0, 255];

  // How strongly a value is shown, 0..1; 1 where it is not finite. `peak` is what counts as 1.
  function strength(value, peak, contrast) {
    if (!Number.isFinite(value)) return 1;
    const share = peak > 0 ? Math.abs(value) / peak : 0;
    const inside = Math.min(1, Math.max(0, (share - contrast.low) / (contrast.high - contrast.low)));
    if (contrast.kind === "gamma") return Math.pow(inside, contrast.gamma);
    if (contrast.kind === "log") return Math.log1p((10 ** DECADES - 1) * inside) / (DECADES * Math.log(10));
    return inside;
  }

  // The |value| that counts as 1: the map's largest, or that of a percentile of those above 0.
  function peakOf(map, contrast) {
    if (contrast.kind !== "percentile" || map.peak === 0) return map.peak;
    if (contrast.percentile === map.stated_percentile) return map.stated_peak;
    return map.percentiles[Math.round(contrast.percentile * 10)];
  }

  function halfToEven(value) {
    const below = Math.floor(value), rest = value - below;
    if (rest !== 0.5) return rest < 0.5 ? below : below + 1;
    return below % 2 === 0 ? below : below + 1;
  }

  // RGBA of a map (values, luma of its input, width, height) in a look, alone or over its input in grey.
  function pixels(map, look, peak) {
    const out = new Uint8ClampedArray(4 * map.values.length);
    const zero = look.signed ? 128 : 0, reach = look.signed ? 127 : 255;
    const pale = look.signed || look.begins_white, rise = pale ? look.pale_rise : look.rise;
    const ground = pale ? look.pale_ground : look.ground;
    for (let k = 0; k < map.values.length; k++) {
      const value = map.values[k], strong = strength(value, peak, look.contrast);
      let red, green, blue;
      if (Number.isFinite(value)) {
        const way = look.signed && value < 0 ? -strong : strong;
        const entry = 3 * Math.trunc(Math.min(255, Math.max(0, way * reach + (zero + 0.5))));
        red = look.table[entry]; green = look.table[entry + 1]; blue = look.table[entry + 2];
      } else {
        [red, green, blue] = NON_FINITE;
      }
      if (look.over_input) {
        const part = look.opacity * (1 - Math.pow(1 - strong, rise)), grey = ground[map.luma[k]];
        red = halfToEven(grey + part * (red - grey));
        green = halfToEven(grey + part * (green - grey));
        blue = halfToEven(grey + part * (blue - grey));
      }
      out[4 * k] = red; out[4 * k + 1] = green; out[4 * k + 2] = blue; out[4 * k + 3] = 255;
    }
    return out;
  }

  return { strength, peakOf, pixels };
})();
