/**
 * Words that speak for a field, with how loudly. Words of the data (images, columns, nodes) speak as well as words of
 * the target (forecast, recommend, detect); keywords are weak, what somebody predicts from what is strong.
 */
import type { Domain } from './brief.js'
import type { VoteRow } from './votes.js'

export const domainWords: readonly VoteRow<Domain>[] = [
  [
    'time_series',
    6,
    'time_series timeseries time_reihe zeitreih series_temporales serie_temporal series_chronologiques',
  ],
  ['time_series', 4, 'forecast vorhersag vorherzusagen prognos pronostic prevision prevoir nowcast'],
  [
    'time_series',
    2,
    'seasonal saisonal estacional horizon! horizons! horizonte demand! demanda! demande! nachfrage absatz stromverbrauch lastgang arima prophet multistep multi_step lookback look_back intermittent autoregress ahead! voraus! hours_ahead days_ahead',
  ],
  [
    'time_series',
    1.5,
    'trajector sales! stock! returns! energy load! consumption verbrauch price! prices! traffic trafic trafico temperature weather electricity revenue umsatz ventas! ventes! consumo! consommation inventory occupancy withdrawals footfall ridership passengers! arrivals! bookings! power! wind! solar! glucose rainfall sensor! sensors! hourly! daily!',
  ],
  [
    'vision',
    4,
    'segmentation instance_segment semantic_segment ocr! pixel! pixels! x_ray xray mri! ct_scan xrays! radiolog mammogra ultrasound! satellite object_detection defect_detection surface_defect scratches! bildklassifi licence_plate license_plate bounding_box masks! cctv! footage pose_estimation keypoint drone_photo drone_image aerial_image face_recognition facial point_cloud lidar! endoscop histolog microscop dermoscop fundus! retina! retinal!',
  ],
  [
    'vision',
    3,
    'image! images! imagery photo photograph picture! pictures! bild! bilder! imagen! imagenes! foto! fotos! camera kamera video! videos! visual! frames! yolo resnet efficientnet mobilenet',
  ],
  [
    'vision',
    2,
    'tumour tumor! tumors! defect segment! detector! scans! faces! helmet cracks! drone! pictured! fabric! helmets! resolution!',
  ],
  [
    'language',
    4,
    'support_ticket sentiment llm! llms! llama mistral! qwen! gemma! bert! gpt! openai! chatgpt anthropic chatbot chat_bot assistant! summar translat machine_translation nlp! rag! named_entity entity_recognition question_answering fine_tun finetun spam! search_engine next_word resumes instruction_pair instruction_tun semantic_search full_text corpus! language_model paraphras topic_model hate_speech toxic_comment phishing_mail pre_train pretrain clinical_note discharge_letter',
  ],
  [
    'language',
    3,
    'text! texts! document! documents! ticket! tickets! language! ner! faq! tweet! tweets! article! comments! reviews! sentences! paragraphs! contracts_text pdf! pdfs! wiki! legal_style',
  ],
  ['language', 2.5, 'email! emails! mail! mails! correos! courriels! messages! transcripts! posts!'],
  [
    'language',
    2,
    'pages! generat descriptions! patents! toxic prompt! intent! intents! notes! tuning! lora! qlora! answers! questions! citations_from headlines! topics! extract! extraction!',
  ],
  [
    'recommendation',
    5,
    'recommend recommender recs! empfehl recomend recommand two_tower personaliz personalis click_through learning_to_rank learn_to_rank next_purchase next_item click_prediction collaborative_filter ctr_model ctr_predict similar_items next_click people_also also_like also_bought next_basket basket_completion cross_sell playlist sasrec gru4rec bert4rec lightgcn lambdamart search_ranking rank_search rank_results matrix_factor',
  ],
  [
    'recommendation',
    2,
    'rank! queries! marketplace! product_page buyers! basket! clicks! purchase! purchases! skus! sku! catalog! catalogue! ctr! ads! ad! dlrm! search_results retrieval! candidates! impressions! ratings! watch_history click_log feed! shoppers! viewers! sessions! items!',
  ],
  [
    'reinforcement_learning',
    5,
    'reinforcement rl! ppo! dqn! sac! td3! control_policy policy_gradient contextual_bandit offline_rl imitation_learn behavior_clon behaviour_clon imitate q_learning actor_critic',
  ],
  [
    'reinforcement_learning',
    3,
    'reward simulator bandit robot torque dosing gymnasium locomotion quadruped humanoid explor propensit demonstrations! offline_data episodes! mujoco! isaac! sumo! carla!',
  ],
  [
    'reinforcement_learning',
    2,
    'hvac! insulin! policy! policies! agent! agents! controller! controllers! control! simulation! reaching! grasp envs! environments! environment! joint! joints! actuator self_driving dof! setpoint logged_decisions decisions! actions!',
  ],
  [
    'tabular',
    4,
    'churn tabular cancel! cancels! credit! fraud! conversion! kundig default! defaults! entity_resolution record_linkage deduplicat attrition lifetime_value lead_scor survival_analysis predictive_maintenance predict_failure failure_predict time_to_failure house_price real_estate remaining_useful delivery_time customer_segment uplift! scorecard dropout! drop_out readmission underwriting time_until credit_risk claim_cost no_show propensity_model late_deliver spreadsheet',
  ],
  [
    'tabular',
    2.5,
    'columns! column! spalten! columnas! colonnes! rows! csv! table! tables! regression! classification! features! attributes! loan loans! applicants! applications! lead! leads! failure! failures! fail! fails! transactions! claims! policyholder sql! excel!',
  ],
  ['tabular', 2, 'cluster! clustering! reason_codes shap! scikit sklearn! withdraw'],
  [
    'tabular',
    1.5,
    'late! paid! overdue! which! welche! whether! who! variables! signups! pupils! contracts! orders! discount!',
  ],
  ['tabular', 1, 'customers! kunden! clientes! segments! members! clients! patients! employees! policies!'],
  [
    'audio',
    4,
    'acoustic spectrogram baby_cry crying snoring barking siren! sirens! gunshot gunshots chainsaw glass_break keyword_spotting transcri wakeword wake_word birdsong bat! bats! speaker! speakers! speech_to_text text_to_speech speech_recognition recognition_speech recognition_of_speech recognition_de_speech recognition_du_speech recognition_de_la_speech recognition_do_speech recognition_van_speech vocale spracherkennung asr! tts! callers! utterance voiceprint cough! coughs! heart_sound diariz diaris',
  ],
  [
    'audio',
    3,
    'audio! speech! voice! voices! sound! sounds! microphone mic! mics! music! song! songs! noise! listen',
  ],
  ['audio', 2.5, 'bird! birds!'],
  ['audio', 2, 'recordings! recording! recorder! khz! calls_overlap'],
  ['audio', 1.5, 'species! clips!'],
  [
    'multimodal',
    4,
    'multimodal multi_modal vision_language image_text text_image text_to_image image_to_text layout! caption captions! audio_visual memes! meme! delivery_note form_understanding lip_read visual_question bank_statement extract_tables vlm! clip_model image_caption',
  ],
  ['multimodal', 3, 'scanned! scanned_doc digitised digitized'],
  [
    'multimodal',
    2,
    'invoice! invoices! receipts! receipt! waybills! forms! form! fields! extract! screenshots!',
  ],
  ['multi_task', 6, 'multitask multi_task multi_head multihead multi_target multi_output'],
  ['multi_task', 3, 'heads! both_targets joint_model'],
  ['multi_task', 2, 'jointly! simultaneously! together! tasks!'],
  [
    'anomaly_detection',
    5,
    'anomal outlier novelty_detection novelties ausreisser intrusion fault_detection detect_faults strange_behav unusual_behav abnormal unusual!',
  ],
  // Named outright, whatever is looked at.
  ['anomaly_detection', 5, 'anomaly_detect outlier_detect detect_anomal detect_outlier'],
  ['anomaly_detection', 3, 'strange! odd! suspicious! false_alarm'],
  [
    'anomaly_detection',
    1.5,
    'alert! alerts! alarm fault! faults! monitoring! vibration hosts! logs! incidents!',
  ],
  [
    'graph',
    5,
    'graph_neural gnn! gnns! molecul compound! compounds! node_classif link_predict missing_link knowledge_graph solubility protein transactions_graph transaction_graph citation_network citation_graph social_graph social_network smiles! graph_convol drug_discovery transaction_network community_detect node_embed friend_recommend road_network',
  ],
  ['graph', 4, 'graph! graphs!'],
  [
    'graph',
    2.5,
    'edges! nodes! triples! entities_and_relations citations! ring! rings! network_of adjacency mule',
  ],
  // Said outright or by what only this field has.
  ['tabular', 8, 'length_of_stay'],
  ['signals', 8, 'time_series_classif'],
  [
    'signals',
    5,
    'human_activity sleep_stag sleep_scor heartbeat_classif arrhythmi seizure! seizures! photoplethysmo electrocardio electroencephalo electromyo myoelectric modulation_classif modulation_recog automatic_modulation iq_sample micro_doppler nilm! run_to_failure restlebensdauer remaining_useful',
  ],
  [
    'signals',
    4,
    'accelerometer! accelerometers! accelerometr acelerometro beschleunigungssensor gyroscop giroscop imu! imus! inertial ecg! ecgs! ekg! ekgs! eeg! eegs! emg! semg! ppg! motor_imagery brain_computer',
  ],
  [
    'signals',
    3,
    'minirocket! inceptiontime! seismic! seismogram fault_classif fault_diagnos activity_recog fall_detect detect_falls gait! bearing! bearings!',
  ],
  [
    'signals',
    2,
    'vibration! vibrations! wearable! wearables! smartwatch wrist! gesture! gestures! heartbeat! heartbeats! radar! signals! waveform',
  ],
  [
    'tabular',
    4,
    'wait_time waiting_time repair_time handling_time resolution_time processing_time cycle_time reingres readmi wiederaufnahm riammis rehospital heropname reintern stockout failure_time next_failure remaining_battery battery_life prob! probability_of likelihood_of',
  ],
  [
    'language',
    4,
    'gpt2 gpt3 nanogpt roberta! deberta t5! news! product_title product_name language_modell sprachmodell model_de_langage model_de_lenguaje model_de_linguagem modello_linguistico taalmodel slot_fill intent_classif utterances_text',
  ],
  ['language', 3, 'tokens! complaint cvs! resume!'],
  [
    'audio',
    6,
    'under_titles whisper! wav2vec wav2vec2 hubert! conformer! voice_command voice_to_text audio_to_text live_subtitle live_caption subtitles_for',
  ],
  [
    'audio',
    4,
    'subtitles! sous_titre sous_titles untertitel subtitulo legenda sottotitol wer! commands_vocale commandes_vocale comandos_de_voz sprachbefehl commands!',
  ],
  ['vision', 3, 'dashcam webcam pic! pics! telescope! detect_objects boxes! thermal_camera'],
  ['recommendation', 8, 'click_probab probability_of_click clicks_probab'],
  ['recommendation', 5, 'rtb! predict_click predict_clicks click_model klick_predict click_predict'],
  [
    'reinforcement_learning',
    4,
    'which_offer which_coupon subject_line as_reward que_offer welche_offer quelle_offer next_best best_offer',
  ],
  ['reinforcement_learning', 6, 'bandit multi_armed mehrarmig price_points self_play board_game offline_r'],
  [
    'multimodal',
    7,
    'vqa! visual_question image_question questions_about_image questions_about_x questions_about_photo questions_about_picture',
  ],
  ['anomaly_detection', 5, 'intrusion drift_detect drift! out_of_distribution ood! fault_detect'],
  ['graph', 5, 'drug_drug drug_target protein_protein drug_interaction knowledge_base_complet'],
  [
    'graph',
    5,
    'red_social rede_social reseau_social rete_sociale soziales_netz sozialen_netz friend_suggest suggest_friend citation_net zitationsnetz zitationsgraph reseau_de_citation red_de_cita rete_di_citaz rede_de_cita',
  ],
  ['graph', 4, 'friendship'],
  ['multimodal', 5, 'textquery!'],
  ['tabular', 5, 'kundensegment'],
  ['tabular', 4, 'group_our! group_all! group_customers group_users answer_time'],
  [
    'time_series',
    4,
    'number_of_calls_per number_of_visits_per number_of_visitors_per number_of_orders_per number_of_patients_per number_of_passengers_per number_of_tickets_per number_of_arrivals_per',
  ],
  ['audio', 4, 'recorded_call calls_grabad calls_registrad'],
  [
    'vision',
    5,
    'handwrit handschrift manuscrit manoscritt action_recog sign_language signlanguage! lengua_de_sen lenguaje_de_sen lengua_de_sig lenguaje_de_sig langue_des_sign lingua_dei_segn lingua_dei_sign lingua_de_sinais linguagem_de_sinais isaret_dil',
  ],
  [
    'vision',
    4,
    'by_face! face_verif face_identif korperhaltung gelenkpunkt punti_chiave puntos_clave points_cle pontos_chave',
  ],
  ['vision', 3, 'filmed! ct! cts! logos! trademark! trademarks! every_pixel each_pixel pose! posa! postura!'],
]
