/** What would change if an assumed fact is wrong, in one sentence, by the fact's id in brief/facts.ts. */
export const effects: Readonly<Record<string, string>> = {
  'data.frequency': 'Another step changes the number of steps to predict, the cycles and every shape.',
  'data.horizon': 'The horizon sets the outputs and the look-back.',
  'data.seriesCount': 'The number of series decides how large a model the data can feed.',
  'data.historyLength': 'History bounds the look-back and the number of training windows.',
  'data.seasonal': 'Without a cycle the baseline repeats the last value and look-backs shrink.',
  'data.channels': 'More values per step multiply the outputs.',
  'data.knownFuture': 'Planned inputs favour models that read them: trees and encoder-decoders.',
  'targets.output': 'A point forecast needs one output per step and another loss.',
  'targets.quantiles': 'Each quantile is one more output per step.',
  'targets.latency': 'The limit bounds the size of every model.',
  'constraints.deployment': 'A batch run has no latency limit; an online service has one.',
  'constraints.trainingDevice': 'Memory, time and cost of training follow from it.',
  'constraints.servingDevice': 'Latency follows from it.',
  'constraints.framework': 'Recurrent layers have slightly different parameter counts.',
  'constraints.budgetUsd': 'Three trainings must fit in it; a smaller one lowers the sizes.',
  'constraints.trainingHours': 'One training must fit in it; a shorter one lowers the sizes.',
}
