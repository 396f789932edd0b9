'use client'

import { useId } from 'react'

/** One of the things to choose from. */
export interface Choice<T extends string> {
  readonly value: T
  readonly label: string
  /** What choosing it means. */
  readonly hint?: string
}

interface ChoiceGroupProps<T extends string> {
  label: string
  choices: readonly Choice<T>[]
  value: T
  onChoose: (value: T) => void
}

/**
 * Chooses one of a few by the browser's own radio buttons, each with what it means. A press asks; what is checked is `value`, so that
 * nothing looks done that was not.
 */
export function ChoiceGroup<T extends string>({ label, choices, value, onChoose }: ChoiceGroupProps<T>) {
  const id = useId()
  return (
    <fieldset className="flex min-w-0 flex-col">
      <legend className="mb-1 font-semibold">{label}</legend>
      {choices.map((choice) => (
        <div key={choice.value} className="flex gap-3">
          <input
            id={`${id}-${choice.value}`}
            type="radio"
            name={id}
            className="mt-3 size-5 flex-none cursor-pointer accent-accent"
            checked={choice.value === value}
            onChange={() => onChoose(choice.value)}
            aria-describedby={choice.hint === undefined ? undefined : `${id}-${choice.value}-hint`}
          />
          <div className="min-w-0 flex-1">
            <label
              htmlFor={`${id}-${choice.value}`}
              className="flex min-h-11 cursor-pointer items-center leading-tight"
            >
              {choice.label}
            </label>
            {choice.hint !== undefined && (
              <p id={`${id}-${choice.value}-hint`} className="-mt-2 mb-1 text-sm text-ink-soft">
                {choice.hint}
              </p>
            )}
          </div>
        </div>
      ))}
    </fieldset>
  )
}
