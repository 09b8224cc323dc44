import type { Waveform } from "../../../api/results.js";

const LOUDEST = 127;

/** Draws the peaks into the container, and how far the recording has been played. The sound itself is never fetched for it. */
export async function drawWave(
  container: HTMLElement,
  audio: HTMLAudioElement,
  { peaks, durationSeconds }: Waveform,
): Promise<() => void> {
  // Its own file: who only reads does not wait for it.
  const { default: WaveSurfer } = await import("wavesurfer.js");
  const wave = WaveSurfer.create({
    container,
    media: audio,
    peaks: [peaks.map((peak) => peak / LOUDEST)],
    duration: durationSeconds,
    height: "auto",
    normalize: true,
    barWidth: 2,
    barGap: 1,
    barRadius: 2,
    barMinHeight: 2,
    cursorWidth: 0,
    // Pointer and keys are the position slider's, which is there without a waveform too.
    interact: false,
    hideScrollbar: true,
    ...coloursOf(container),
  });
  // It draws how far one is when that changes, and not at first.
  wave.on("ready", () => audio.dispatchEvent(new Event("timeupdate")));
  const recolour = (): void => wave.setOptions(coloursOf(container));
  const dark = window.matchMedia("(prefers-color-scheme: dark)");
  const theme = new MutationObserver(recolour);
  dark.addEventListener("change", recolour);
  theme.observe(document.documentElement, { attributeFilter: ["data-theme"] });
  return () => {
    dark.removeEventListener("change", recolour);
    theme.disconnect();
    wave.destroy();
  };
}

/** A canvas knows nothing of `light-dark()`: the stylesheet's colours as they are at present. */
function coloursOf(container: HTMLElement): { waveColor: string; progressColor: string } {
  const { color, caretColor } = getComputedStyle(container);
  return { waveColor: color, progressColor: caretColor };
}
