/** What a count counts, by the noun beside it: "320 Gebäude" are series where buildings are forecast. */

import { compoundHead } from './language.js'

export type CountRole =
  | 'series'
  | 'entity'
  | 'channels'
  | 'features'
  | 'rows'
  | 'labelled'
  | 'classes'
  | 'items'
  | 'users'
  | 'interactions'
  | 'pixels'
  | 'tokens'
  | 'params'
  | 'people'
  | 'batch'

const roles = new Map<string, CountRole>()
const add = (role: CountRole, words: string) => {
  for (const word of words.split(' ')) roles.set(word, role)
}
add('series', 'series timeseries zeitreihe zeitreihen serie trajectories trajectory')
add(
  'entity',
  'sensor sensors sensoren sensores store stores shop shops filiale filialen markt markte tienda tiendas magasin magasins building buildings gebaude edificio edificios batiments meter meters smartmeter zahler contadores station stations stationen estaciones machine machines maschine maschinen maquinas turbine turbines turbinen site sites standorte location locations region regions regionen regiones vehicle vehicles fahrzeuge hosts host server servers device devices asset assets stock stocks ticker tickers household households haushalte hogares vessel vessels ship ships plant plants anlagen warehouse warehouses lager airport airports route routes line lines well wells country countries lander paises restaurant restaurants hospital hospitals clinic clinics branch branches atms panels inverters batteries pumps engines aircraft flights trains buses queues services accounts currencies pairs commodities objects agents patients pacientes patienten kunden clientes farms wards departments center centers centre centres depots outlets campuses cells towers feeders substations roads streets intersections trucks cars taxis bikes scooters cities towns districts zones counties states schools hotels rooms offices factories ports hubs rivers basins gauges panels parks queues villages homes tanks wells zones apartments reservoirs elevators usines villes capteurs ciudades hoteles schulen stadte campaigns vm vms detectors symbols coins pedestrians instances containers pods tenants links antennas gerate linien',
)
add(
  'items',
  'sku skus product products produkt produkte producto productos produits item items article articles artikel articulos movies films songs tracks videos books listings',
)
add('users', 'user users customer customers member members usuarios nutzer benutzer subscribers visitors')
add('interactions', 'interactions clicks events purchases ratings impressions interaktionen klicks')
add(
  'channels',
  'variable variables variablen channel channels kanale metric metrics metriken dimension dimensions target targets coordinates outputs zielgrossen',
)
add(
  'features',
  'feature features column columns covariate covariates regressor regressors attribute attributes predictor predictors spalten merkmale columnas colonnes',
)
add(
  'rows',
  'row rows record records sample samples example examples observation observations zeilen datensatze filas registros lignes points datapoints messwerte',
)
add(
  'labelled',
  'image images photo photos bilder imagenes clip clips recording recordings document documents docs invoices tickets emails reviews compounds molecules labels labelled labeled annotated',
)
add('classes', 'class classes categories category klassen kategorien clases categorias species teams')
add('pixels', 'px pixel pixels')
add('tokens', 'token tokens')
add('params', 'parameter parameters params')
add(
  'people',
  'team engineer engineers dev devs developer developers people person scientists entwickler ingenieure personas',
)

/** The role of a folded noun, or undefined. A German compound counts as its last part: `Stromzähler`. */
export const countNoun = (word: string): CountRole | undefined =>
  roles.get(word) ?? roles.get(compoundHead(word) ?? '') ?? roles.get(withoutDative(word))

/** `Artikeln`, `Gebäuden` after a preposition. */
const withoutDative = (word: string) => (word.length > 5 && word.endsWith('n') ? word.slice(0, -1) : '')

/** Nouns of stretches of data or effort that are never a number of series. */
const notEntities = new Set(
  'times percent minutes steps gpus cores epochs layers models model approaches options versions phases weeks heads trees folds people engineers quantiles questions proposals targets seasonalities months days hours minutes seconds years candles bars ticks periods terms degrees lags'.split(
    ' ',
  ),
)
/** An unknown plural after "for 48 …" names what is forecast. */
export const readsAsEntity = (word: string): boolean =>
  word.length > 3 && /(s|en|er|e)$/.test(word) && !notEntities.has(word) && !roles.has(word)
