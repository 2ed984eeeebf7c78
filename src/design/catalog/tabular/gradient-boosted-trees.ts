/** Boosted trees: what leads on most tables, from a thousand rows to a hundred million. */
import { counted, grouped } from '../../brief/facts.js'
import { leastLeafRows, mostTreeRows, treeRecipe, treeSizes, treesModel, treeWords } from './boosted-trees.js'
import type { TableFamily } from './family.js'
import { tableLoad } from './load.js'
import { planFiles } from './plan.js'
import type { TabularProblem } from './problem.js'
import { dataRisks } from './risks.js'
import { levelsOf, lossOf, metricsOf } from './target.js'
import { outputRows, rowInput } from './words.js'

const source =
  'Grinsztajn et al., Why do tree-based models still outperform deep learning on tabular data?, 2022; Shwartz-Ziv & Armon, 2022'
/** Rows of which a first split still leaves leaves that mean something. */
const leastSignal = 10 * leastLeafRows
/** What TabPFN v2 was published for. */
const tabPfn = { rows: 10_000, columns: 500, classes: 10 } as const

export const gradientBoostedTrees: TableFamily = {
  id: 'table-boosted-trees',
  kind: 'trees',
  title: 'Gradient-boosted trees',
  words: ['trees'],
  ruledOutBy: ['trees'],
  neural: false,
  complexity: 0.15,
  complexityBecause: 'one library that takes numbers, categories and gaps as they are; CPU only',
  interpretability: 0.75,
  interpretabilityBecause: 'SHAP values (TreeSHAP) split every answer exactly into shares of its columns',
  makesGroups: false,
  reasons:
    'SHAP values of the columns (TreeSHAP, Lundberg et al., 2020), the three largest as sentences; they explain the model, not the world.',
  name: () => 'Gradient-boosted trees (LightGBM)',
  fits({ signal, answer }) {
    if (signal >= leastSignal) return { fits: true }
    return {
      fits: false,
      reason: `${counted(signal, 'row')} that tell ${answer.many} apart: leaves of ${leastLeafRows} rows need some ${leastSignal}.`,
      source: 'LightGBM documentation, Parameters Tuning: min_data_in_leaf',
    }
  },
  prior: ({ signal, wide }) => ({
    value: signal < 1_000 || wide ? 0.6 : signal < 10_000 ? 0.74 : 0.78,
    because:
      signal < 1_000 || wide
        ? 'trees lead on tables, but with so few rows for its columns hardly over a penalised sum'
        : 'trees stay ahead of networks on typical tables, and take bends, interactions and gaps as they come',
    source,
  }),
  dataFit: ({ signal, wide }) => (signal < 1_000 || wide ? 0.65 : signal < 10_000 ? 0.88 : 1),
  rungs(problem) {
    const { columnCount, outputs, kind } = problem
    const of =
      problem.quantiles.length > 0
        ? 'quantile'
        : kind === 'classes'
          ? 'class'
          : kind === 'labels' || kind === 'uplift'
            ? 'target'
            : 'value'
    return treeSizes.map((size) => ({
      label: treeWords(size),
      parts: [{ role: 'model', model: treesModel(size, outputs, of, tableLoad(problem, columnCount)) }],
    }))
  },
  recipe: (problem) => ({
    loss: lossOf(problem),
    ...treeRecipe,
    regularization: [...treeRecipe.regularization, 'monotone constraints where law or sense asks for them'],
  }),
  write(problem) {
    const { columnCount, kind, subject } = problem
    const models =
      kind === 'uplift'
        ? 'Two models, one for each arm of the experiment (a T-learner, Künzel et al., 2019), whose difference is the uplift'
        : kind === 'classes'
          ? 'One set of trees for each class'
          : kind === 'labels'
            ? 'One model for each label'
            : problem.quantiles.length > 0
              ? `One model each for ${levelsOf(problem)}`
              : 'One model'
    return {
      overview: `${models}: shallow trees, each correcting the sum of those before, over ${counted(columnCount, 'column')} as they are, predict ${subject}. {{params}} stored splits and leaves, {{latency}} a row on the CPU, trained in {{trainingTime}}: a GPU is not needed.`,
      inputs: rowInput(problem, columnCount, '; categories as codes, gaps left as gaps'),
      outputs: outputRows(problem),
      risks: [
        'Trees cannot go beyond values they saw: an amount that grows over the years is divided by a price index first.',
        'Importance is not cause: nobody is moved by changing the column with the largest share.',
        ...dataRisks(problem),
      ],
      steps: [
        ...(problem.trainingRows > mostTreeRows
          ? [
              `Draw ${grouped(mostTreeRows)} of the ${counted(problem.trainingRows, 'training row')} in \`src/data.py\`, all rare ones among them, with weights that put the shares right.`,
            ]
          : []),
        'Train in `src/train.py`: 50 random settings of leaves, rows in a leaf and sampling on the choosing rows; keep the number of rounds that early stopping found for the last fit.',
        ...tabPfnStep(problem),
      ],
      files: planFiles(problem, [
        { path: 'src/train.py', purpose: 'boosting with early stopping, search over a few settings' },
      ]),
      notCounted: [],
    }
  },
}

/** A second bar where the table is small enough; its licence and its device are the person's to check. */
function tabPfnStep(problem: TabularProblem): string[] {
  const { rows, columnCount, classes, kind, brief } = problem
  const fits =
    rows <= tabPfn.rows &&
    columnCount <= tabPfn.columns &&
    classes <= tabPfn.classes &&
    (kind === 'binary' || kind === 'classes' || kind === 'value')
  if (
    !fits ||
    brief.constraints.airGapped?.value ||
    brief.constraints.excludedFamilies?.value.includes('neural')
  )
    return []
  return [
    `Take TabPFN v2 as a second bar for ${metricsOf(problem).first}: it is published for up to ${grouped(tabPfn.rows)} rows and ${tabPfn.columns} columns and needs no tuning (Hollmann et al., 2025); its licence and its wish for a GPU decide whether it may serve.`,
  ]
}
