/**
 * The words that speak for a domain, and how strongly: data types and named tasks weigh most, single everyday words
 * little. A stem matches the start of a word, with `!` the whole word only; `_` joins the words of a phrase, which
 * may be written with spaces or hyphens.
 */
import type { Domain } from './brief.js'

export const domainWords: readonly (readonly [Domain, weight: number, stems: string])[] = [
  [
    'time_series',
    6,
    'time_series timeseries time_reihe zeitreih series_temporales serie_temporal series_chronologiques',
  ],
  ['time_series', 4, 'forecast vorhersag vorherzusagen prognos pronostic prevision prevoir nowcast'],
  [
    'time_series',
    2,
    'seasonal saisonal estacional horizon demand! demanda! demande! nachfrage absatz stromverbrauch lastgang arima prophet multistep multi_step lookback look_back intermittent autoregress ahead! voraus!',
  ],
  [
    'time_series',
    1.5,
    'trajector sales! stock! returns! energy load! consumption verbrauch price! prices! traffic trafic trafico temperature weather electricity revenue umsatz ventas! ventes! consumo! consommation inventory occupancy footfall ridership passengers! arrivals! bookings! power! wind! solar! glucose rainfall',
  ],
  [
    'vision',
    4,
    'segmentation ocr! pixel! pixels! x_ray xray mri! radiolog satellite object_detection defect_detection scratches! bildklassifi',
  ],
  [
    'vision',
    3,
    'image! images! photo bild! bilder! imagen! imagenes! foto! fotos! camera kamera video! videos! visual!',
  ],
  ['vision', 2, 'defect segment! detector! scans! faces!'],
  [
    'language',
    4,
    'support_ticket sentiment llm! llms! llama mistral! bert! gpt! chatbot summar translat machine_translation nlp! rag! named_entity entity_recognition question_answering fine_tun finetun spam!',
  ],
  ['language', 3, 'text! texts! document! documents! ticket! tickets! language! ner! faq! tweets!'],
  ['language', 2.5, 'email! emails! mails! correos! courriels!'],
  ['language', 2, 'prompt! intent! notes! tuning! lora!'],
  [
    'recommendation',
    5,
    'recommend recommender recs! empfehl recomend recommand two_tower personaliz personalis click_through learning_to_rank learn_to_rank next_purchase click_prediction collaborative_filter',
  ],
  [
    'recommendation',
    2,
    'clicks! purchase! skus! catalog! catalogue! playlist ctr! ads! dlrm! search_results retrieval! candidates!',
  ],
  ['reinforcement_learning', 5, 'reinforcement rl! ppo! dqn! control_policy policy_gradient'],
  ['reinforcement_learning', 3, 'reward simulator bandit robot torque dosing gymnasium'],
  ['reinforcement_learning', 2, 'policy! policies! agent! controller! simulation! reaching! grasp envs!'],
  [
    'tabular',
    4,
    'churn tabular cancel! cancels! credit! fraud! conversion! kundig default! attrition lifetime_value lead_scor survival_analysis predictive_maintenance predict_failure failure_predict time_to_failure house_price real_estate remaining_useful delivery_time customer_segment',
  ],
  [
    'tabular',
    2.5,
    'columns! column! spalten! columnas! colonnes! rows! csv! table! regression! classification! features! loan applicants! lead! leads! failure! failures! fail! fails! transactions!',
  ],
  ['tabular', 2, 'cluster! clustering!'],
  ['tabular', 1.5, 'which! welche! whether!'],
  ['tabular', 1, 'customers! kunden! clientes! segments!'],
  [
    'audio',
    4,
    'acoustic spectrogram keyword_spotting transcri wakeword wake_word bird! speaker! speech_to_text text_to_speech speech_recognition vocale spracherkennung',
  ],
  ['audio', 3, 'audio! speech! voice! sound! sounds! microphone music!'],
  ['audio', 2, 'recordings! recording!'],
  [
    'multimodal',
    4,
    'multimodal invoice! invoices! receipts! scanned! vision_language image_text layout! caption',
  ],
  ['multi_task', 6, 'multitask multi_task'],
  ['multi_task', 2, 'jointly!'],
  [
    'anomaly_detection',
    5,
    'anomal outlier novelty_detection ausreisser intrusion fault_detection detect_faults',
  ],
  ['anomaly_detection', 1.5, 'alert! alerts! alarm fault! faults! monitoring! vibration'],
  [
    'graph',
    5,
    'graph_neural gnn! gnns! molecul compound! compounds! node_classification link_prediction knowledge_graph solubility protein',
  ],
  ['graph', 2.5, 'graph! graphs! edges!'],
]
