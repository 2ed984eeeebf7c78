/** Which language a text is in, by its commonest small words: decides how `2,5` and `3.400` are read. */

export type Language = 'en' | 'de' | 'es' | 'fr'

const smallWords: Record<Language, ReadonlySet<string>> = {
  en: new Set(
    'the a an and or of for to with we our is are in on at from next under per model predict'.split(' '),
  ),
  de: new Set(
    'der die das den dem des und oder fur mit von im ein eine einer wir unser unsere ist sind bitte nicht kein keine nur voraus vorhersage prognose uber nachsten jahre stunden tage'.split(
      ' ',
    ),
  ),
  es: new Set(
    'el la los las un una y o de del para con nuestro nuestra es son en por proximos proximas dias horas anos necesitamos prediccion pronostico sin'.split(
      ' ',
    ),
  ),
  fr: new Set(
    'le la les un une et ou de des du pour avec notre nos est sont dans sur prochains jours heures ans prevision previsions sans nous'.split(
      ' ',
    ),
  ),
}

/** @param words folded words of the text, in any order; English where nothing speaks for another */
export function guessLanguage(words: Iterable<string>): Language {
  const votes: Record<Language, number> = { en: 0.5, de: 0, es: 0, fr: 0 }
  for (const word of words)
    for (const language of languages) if (smallWords[language].has(word)) votes[language] += 1
  return languages.reduce((best, language) => (votes[language] > votes[best] ? language : best), 'en')
}

const languages: readonly Language[] = ['en', 'de', 'es', 'fr']

const heads =
  /(prognosen?|vorhersagen?|zeitreihen?|filialen|zahler|anlagen|sensoren|maschinen|kunden|artikel|standorte|produkte|stationen|turbinen|verbrauch)$/

/** The last part of a German compound, where it is one that matters here: `Lastprognose`, `Stromzähler`. */
export function compoundHead(word: string): string | undefined {
  const head = heads.exec(word)?.[1]
  return head !== undefined && head.length < word.length ? head : undefined
}
