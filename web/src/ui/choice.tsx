import { useId, type ReactNode } from "react";
import styles from "./choice.module.css";

/** One of a few, all of which are seen; arrow keys move between them. */
export function Choice<Value extends string>(props: {
  label: string;
  /** Where a heading beside it says already what it is for. */
  hideLabel?: boolean;
  value: Value;
  options: readonly { value: Value; text: ReactNode }[];
  onChange: (value: Value) => void;
}) {
  const { label, hideLabel = false, value, options, onChange } = props;
  const name = useId();
  return (
    <fieldset className={styles["choice"]}>
      <legend className={hideLabel ? "visually-hidden" : styles["label"]}>{label}</legend>
      <div className={styles["options"]}>
        {options.map((option) => (
          <label key={option.value} className={styles["option"]}>
            <input
              type="radio"
              name={name}
              value={option.value}
              checked={option.value === value}
              onChange={() => onChange(option.value)}
              className="visually-hidden"
            />
            <span>{option.text}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
