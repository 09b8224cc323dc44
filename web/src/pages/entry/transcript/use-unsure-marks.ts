import { useState } from "react";

const CHOICE = "diarist.unsure-marks";

/** Whether words that the engine was not sure of are marked; they are, until their reader finds that they disturb. */
export function useUnsureMarks(): [boolean, () => void] {
  const [marked, setMarked] = useState(localStorage.getItem(CHOICE) !== "off");
  const toggle = (): void => {
    localStorage.setItem(CHOICE, marked ? "off" : "on");
    setMarked(!marked);
  };
  return [marked, toggle];
}
