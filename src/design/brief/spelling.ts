/**
 * Common slips in the words that facts hang on: `forcast`, `weeekly`, `reccomend`. A word is mended only if it is
 * one slip (a letter missing, doubled, wrong or swapped) from a known word, starts with the same letter, and is no
 * known word itself. Short words are left alone: there every slip is another word.
 */
import { unitWord } from './units.js'

const shortest = 6
const longest = 20

/** Known words whose slips are no words of everyday text. */
const known = (
  'forecast forecasts forecasting predict prediction predictions predicting horizon seasonal seasonality ' +
  'trajectory trajectories historical history latency throughput interval intervals quantile quantiles ' +
  'uncertainty probabilistic confidence hourly weekly monthly quarterly yearly budget explainable explainability ' +
  'interpretable interpretability transformer transformers tensorflow pytorch xgboost lightgbm architecture ' +
  'recommend recommendation recommender classification classify regression anomaly anomalies detection ' +
  'segmentation reinforcement sensors buildings electricity consumption temperature inference deployment ' +
  'training seconds minutes memory holiday holidays promotion promotions calendar univariate multivariate ' +
  'categories features columns parameters framework embedded microcontroller customers products ' +
  'labels labelled annotated tickets images products classes implicit explicit documents invoices scanned simulator continuous ' +
  'discrete recordings languages streaming overlapping interactions molecules classifier emails ' +
  'vorhersage prognose zeitreihe stunden monate pronostico prediccion prevision'
).split(' ')
/** Words one slip from a known one that mean something else, and other forms of known words. */
const others =
  'predicted predictor predictors forecasted forecaster classified classifier classifiers regressions ' +
  'label labels labeled labelling ticket image imaged imager imagen imagens class classed document invoice invoiced scanner ' +
  'scanners simulators simulation recording language discreet steaming screaming interaction molecule explicitly implicitly ' +
  'continuously overlap overlaps classifiers email lapels thickets annotate annotates discretely ' +
  'historic histories transformed monetary recommended recommends explained prognosen zeitreihen pronosticos ' +
  'predictable predictive trainings detections detector holidays product customer feature column parameter ' +
  'frameworks sensor building second minute monthlies quarter budgets horizons latencies deployments ' +
  'electrically regressor regressors intervall intervalle intervalo categorie provision provisions detention ' +
  'precision defection dejection repression quintile quintiles quartile quartiles trailing weakly budge budged clauses clause'
const untouched = new Set([...known, ...others.split(' ')])

/** Slips in words too short for the rule. */
const shortSlips = new Map(
  (
    'dyas:days dasy:days hors:hours hrous:hours horus:hours weks:weeks wekks:weeks weeeks:weeks monts:months ' +
    'mounths:months yers:years yeras:years evry:every usres:users uers:users lables:labels imgaes:images iamges:images cutomers:customers custmers:customers feedbak:feedback colums:columns rws:rows daly:daily dayly:daily daliy:daily wekly:weekly'
  )
    .split(' ')
    .map((pair) => {
      const [slip = '', right = ''] = pair.split(':')
      return [slip, right] as const
    }),
)

/** Slips that are words of other languages. */
const englishSlips = new Map(
  'prise:price prises:prices pirce:price prcie:price hosue:house huose:house salse:sales saels:sales modle:model modles:models imags:images pictres:pictures clasify:classify clasification:classification detct:detect fraude:fraud reccomend:recommend'
    .split(' ')
    .map((pair) => pair.split(':') as [string, string]),
)

/** A known word by each of its forms with one letter left out. */
const byGap = new Map<string, string>()
for (const word of known) for (const form of gaps(word)) if (!byGap.has(form)) byGap.set(form, word)
const asKnown = new Set(known)

/** @param word folded; @param isEnglish whether the text is, where that is known */
export function spelled(word: string, isEnglish = false): string {
  const short = shortSlips.get(word) ?? (isEnglish ? englishSlips.get(word) : undefined)
  if (short) return short
  if (word.length < shortest - 1 || word.length > longest || untouched.has(word) || unitWord(word))
    return word
  const missing = byGap.get(word)
  if (missing && isSlip(word, missing)) return missing
  for (const form of gaps(word)) {
    if (asKnown.has(form) && isSlip(word, form)) return form
    const near = byGap.get(form)
    if (near && isSlip(word, near)) return near
  }
  return word
}

function gaps(word: string): string[] {
  return [...word].map((_, i) => word.slice(0, i) + word.slice(i + 1))
}

/** One letter more, less or different, or two neighbours swapped; and the first letter is right. */
function isSlip(word: string, right: string): boolean {
  if (word.charAt(0) !== right.charAt(0) || Math.max(word.length, right.length) < shortest) return false
  let start = 0
  while (start < word.length && word.charAt(start) === right.charAt(start)) start += 1
  let end = 0
  const most = Math.min(word.length, right.length) - start
  while (end < most && word.charAt(word.length - 1 - end) === right.charAt(right.length - 1 - end)) end += 1
  const [a, b] = [word.slice(start, word.length - end), right.slice(start, right.length - end)]
  if (a.length <= 1 && b.length <= 1) return true
  return a.length === 2 && b.length === 2 && a.charAt(0) === b.charAt(1) && a.charAt(1) === b.charAt(0)
}
