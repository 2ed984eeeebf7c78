/** Phrases that the families of tables share: what comes in, what comes out, what is learned from. */
import { counted, grouped, plain } from '../../brief/facts.js'
import type { TensorRow } from '../../proposal.js'
import { type TabularProblem, usualLevels } from './problem.js'
import { levelsOf } from './target.js'

/** `60 numbers and 20 categories of about 12 values each`. */
export function columnWords({ columns }: Pick<TabularProblem, 'columns'>): string {
  const { numbers, categories } = columns
  const numbersWords = `${grouped(numbers)} ${numbers === 1 ? 'number' : 'numbers'}`
  return categories === 0
    ? numbersWords
    : `${numbersWords} and ${grouped(categories)} ${categories === 1 ? 'category' : 'categories'} of about ${usualLevels} values each`
}

/** The row as trees and statistics read it. */
export const rowInput = (problem: TabularProblem, columns: number, how: string): TensorRow[] => [
  {
    name: 'row',
    shape: [columns],
    meaning: `${columnWords(problem)} (a usual share), as known at the moment of the ${problem.answer.one}${how}`,
  },
]

/** The row as a network reads it: numbers, and codes of categories. */
export function networkInputs({ columns, answer }: Pick<TabularProblem, 'columns' | 'answer'>): TensorRow[] {
  const { numbers, categories } = columns
  return [
    ...(numbers > 0
      ? [
          {
            name: 'numbers',
            shape: [numbers],
            meaning: `numbers as known at the moment of the ${answer.one}, each mapped to a normal distribution by its quantiles; missing ones as their median with a flag`,
          },
        ]
      : []),
    ...(categories > 0
      ? [
          {
            name: 'categories',
            shape: [categories],
            meaning: `codes of categories of about ${usualLevels} values each, with one for what was never seen`,
          },
        ]
      : []),
  ]
}

/** One row of the answer. */
export function outputRows(problem: TabularProblem): TensorRow[] {
  const { kind, outputs, subject, classes } = problem
  const meanings: Readonly<Record<TabularProblem['kind'], string>> = {
    binary: `log odds of ${subject}; calibrated to a probability`,
    classes: `scores of ${plain(classes)} classes; softmax gives probabilities`,
    labels: `log odds of each of ${counted(classes, 'label')}`,
    value:
      problem.quantiles.length > 0
        ? `${levelsOf(problem)} of ${subject}`
        : problem.zeroHeavy
          ? `log of the expected value of ${subject}, never below zero`
          : `the expected value of ${subject}`,
    time: 'log of the hazard relative to an average row; the baseline curve turns it into a probability at any time',
    uplift: 'log odds with and without the treatment; their difference in probability is the uplift',
    groups: 'the nearest group',
  }
  return [{ name: 'answer', shape: [outputs], meaning: meanings[kind] }]
}
