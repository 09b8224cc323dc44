/** Where something in a recording begins, a frame or a page: its byte and its time, in units of the caller's. */
export interface Place {
  at: number;
  time: number;
}

/** The next place at or behind a byte; undefined where there is none before the end. */
export type FindPlace = (from: number) => Promise<Place | undefined>;

export interface Places {
  /** The last place whose time is not above; the first of all where there is none. */
  lastNotAbove(time: number): Promise<Place>;
}

/** Shorter stretches are read in one go. */
const NEAR_BYTES = 48 * 1024;

/**
 * Finds places by time in a recording without an index, from its first place and its end on, by guessing where they are
 * from those that are known, `between` among them. What was found on the way helps the next search.
 */
export function createPlaces(
  find: FindPlace,
  first: Place,
  end: Place,
  between: readonly Place[] = [],
): Places {
  const known = [first, ...between];

  function remember(place: Place): void {
    const index = known.findIndex(({ at }) => at >= place.at);
    if (index < 0) known.push(place);
    else if (known[index]?.at !== place.at) known.splice(index, 0, place);
  }

  async function narrow(time: number): Promise<Place> {
    let low = known.findLast((place) => place.time <= time) ?? first;
    let high = known.find((place) => place.time > time) ?? end;
    let halve = false;
    while (high.at - low.at > NEAR_BYTES) {
      const bytes = high.at - low.at;
      const share = halve ? 0.5 : (time - low.time) / Math.max(1, high.time - low.time);
      // A little before the likely place, so that it is near behind and not before.
      const guess =
        low.at + Math.floor(Math.min(bytes - NEAR_BYTES / 2, Math.max(1, bytes * share - NEAR_BYTES / 2)));
      const place = await find(guess);
      if (place === undefined || place.at >= high.at) high = { ...high, at: guess };
      else {
        remember(place);
        if (place.time <= time) low = place;
        else high = { at: guess, time: place.time };
      }
      halve = !halve;
    }
    return low;
  }

  return {
    async lastNotAbove(time) {
      let place = await narrow(time);
      for (;;) {
        const next = await find(place.at + 1);
        if (next === undefined || next.at >= end.at || next.time > time) return place;
        place = next;
      }
    },
  };
}
