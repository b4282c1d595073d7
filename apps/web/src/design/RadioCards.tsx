import styles from './RadioCards.module.css';

interface RadioCardsProps<V extends string> {
  readonly legend: string;
  readonly name: string;
  readonly options: readonly { readonly value: V; readonly label: string; readonly text: string }[];
  readonly value: V;
  readonly onChange: (value: V) => void;
}

/** One of a few, each with a line that says what it means. */
export function RadioCards<V extends string>(props: RadioCardsProps<V>) {
  const { legend, name, options, value, onChange } = props;
  return (
    <fieldset className={styles.cards} data-count={options.length}>
      <legend>{legend}</legend>
      {options.map((option) => (
        <label key={option.value} className={styles.card}>
          <input
            className="visually-hidden"
            type="radio"
            name={name}
            checked={option.value === value}
            onChange={() => onChange(option.value)}
          />
          <strong>{option.label}</strong>
          <span>{option.text}</span>
        </label>
      ))}
    </fieldset>
  );
}
