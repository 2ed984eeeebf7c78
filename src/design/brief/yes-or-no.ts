/** Whether a yes or no is asked for: "whether they come back", "prob. of buying", "2% positives", in any language. */
import { familyWord } from './families.js'
import { foldWord } from './fold.js'
import { wordAt } from './near.js'
import type { Token } from './tokens.js'

const predicting =
  /^(predict\w*|vorhersag\w*|prognose|prediccion|predecir|prevision|previsione|prevoir|prever|predire|previsao|know|knows|forecast|estimate|classify|detect|tell|say)$/
/** "If" of the languages that are read, as it is written; after a word that predicts it opens a yes or no. */
const ifWords = /^(si|se|ob|of|czy|ли|if|whether|als)$/
const reach = 4
const likelihood = /^(prob|probability|likelihood|probabilite|probabilidad|probabilidade|wahrscheinlichkeit)$/

const foreseeing =
  /^(predict\w*|prediction|anticipate|vorhersage|vorhersagen|prevision|prever|prevoir|prediccion|predecir)$/
const foreseeReach = 5
/** How many fail is a number; whether one does is a yes or no. */
const counting =
  /^(number|count|counts|many|much|rate|rates|volume|cost|costs|total|totals|daily|weekly|monthly|demand|time|hours|load|price|anzahl|numero|nombre)$/

/** "Predict equipment failure a week ahead": of one machine, not how many fail. */
function foreseesFailure(tokens: readonly Token[], at: number): boolean {
  const word = tokens[at]?.text ?? ''
  const early = /^(detect\w*|recogni\w*|spot|erkennen)$/.test(word) && isAhead(tokens, at)
  // The one word of some languages for both: прогнозирование отказов.
  const both = word === 'forecast' && /\P{ASCII}/u.test(tokens[at]?.raw ?? '')
  if (!foreseeing.test(word) && !early && !both) return false
  if (followsFailure(tokens, at)) return true
  for (let i = at + 1; i <= at + foreseeReach; i += 1) {
    const token = tokens[i]
    if (!token || token.clause !== tokens[at]?.clause || counting.test(token.text)) return false
    if (breaking.test(token.text))
      return !/^(per|by|rates?|counts?|numbers?|costs?|times?|hours|volumes?)$/.test(wordAt(tokens, i + 1))
  }
  return false
}
/** 고장을 24시간 전에 예측: in languages whose verb comes last. */
function followsFailure(tokens: readonly Token[], at: number): boolean {
  if (!/\P{ASCII}/u.test(tokens[at]?.raw ?? '')) return false
  const before = tokens.slice(Math.max(0, at - foreseeReach), at)
  const found = before.findLastIndex(
    ({ text, clause }) => clause === tokens[at]?.clause && breaking.test(text),
  )
  return found >= 0 && before.slice(found).every(({ text }) => !counting.test(text) || text === 'hours')
}

const isAhead = (tokens: readonly Token[], at: number): boolean =>
  tokens.some(
    ({ text, clause }) =>
      clause === tokens[at]?.clause &&
      /^(ahead|advance|voraus|vorher|antelacion|anticipacion|anticipo|avance|antecedencia)$/.test(text),
  )

const breaking =
  /^(failures?|fails?|breakdowns?|malfunctions?|ausfall\w*|pannes?|fallos?|averias?|falhas?|guasti|отказ\p{L}*|полом\p{L}*)$/u

export function asksYesOrNo(tokens: readonly Token[]): boolean {
  return tokens.some(({ text, raw, kind }, i) => {
    if (foreseesFailure(tokens, i)) return true
    // "Whether a Transformer is worth it" asks about the model, not about a case.
    if (kind === 'word' && text === 'whether')
      return !tokens.slice(i + 1, i + 1 + reach).some((next) => familyWord(next.text) !== undefined)
    if (likelihood.test(text))
      return tokens.slice(i + 1, i + 4).some((next) => /^(of|de|of_a|that|da|für)$/.test(next.text))
    if (/^positives?$/.test(text)) return wordAt(tokens, i - 1) === '%'
    if (/^(possible|needed|necessary|moglich|noetig)$/.test(wordAt(tokens, i + 1))) return false
    if (kind !== 'word' || !ifWords.test(raw.toLowerCase())) return false
    // Only a comma may stand between ("vorhersagen, ob …"), and no "of" of "predict sales of".
    const before = tokens.slice(Math.max(0, i - reach), i)
    const asked = before.findLastIndex((token) => predicting.test(token.text))
    if (asked < 0) return false
    const between = before.slice(asked + 1)
    return (
      between.every((token) => token.text === ',') &&
      (text !== 'of' || /^(voorspel|weet)/i.test(before[asked]?.raw ?? ''))
    )
  })
}

/** "Yes/no", "yes or no", "sí o no", "ja oder nein" at this token. */
export function saysYesOrNo(tokens: readonly Token[], at: number): boolean {
  const [yes, joint, no] = [0, 1, 2].map((d) => foldWord(tokens[at + d]?.raw ?? ''))
  return (
    /^(yes|si|ja|oui|sim|tak|evet)$/.test(yes ?? '') &&
    /^(\/|or|o|oder|ou|of|lub|veya)$/.test(joint ?? '') &&
    /^(no|nein|non|nao|nee|nie|hayir)$/.test(no ?? '')
  )
}
