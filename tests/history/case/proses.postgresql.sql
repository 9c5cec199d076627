--
-- PostgreSQL database dump
--

\restrict FP1rTSW9QfuLAl4Mwez5QDeJ9nnbFpNNIlX7eqeIeHDdZh7quJ3qA8yyYYEXKCW

-- Dumped from database version 15.18 (Debian 15.18-0+deb12u1)
-- Dumped by pg_dump version 15.18 (Debian 15.18-0+deb12u1)

SET statement_timeout = 0;
SET lock_timeout = 0;
SET idle_in_transaction_session_timeout = 0;
SET client_encoding = 'UTF8';
SET standard_conforming_strings = on;
SELECT pg_catalog.set_config('search_path', '', false);
SET check_function_bodies = false;
SET xmloption = content;
SET client_min_messages = warning;
SET row_security = off;

--
-- Name: public; Type: SCHEMA; Schema: -; Owner: -
--

CREATE SCHEMA public;


--
-- Name: SCHEMA public; Type: COMMENT; Schema: -; Owner: -
--

COMMENT ON SCHEMA public IS 'standard public schema';


SET default_tablespace = '';

SET default_table_access_method = heap;

--
-- Name: sopflow_activation; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.sopflow_activation (
    number bigint NOT NULL,
    sop text NOT NULL,
    version text NOT NULL,
    digest text NOT NULL,
    activated_at bigint NOT NULL,
    person text NOT NULL
);


--
-- Name: sopflow_activation_number_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.sopflow_activation_number_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: sopflow_activation_number_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.sopflow_activation_number_seq OWNED BY public.sopflow_activation.number;


--
-- Name: sopflow_case; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.sopflow_case (
    instance text NOT NULL,
    revision integer NOT NULL,
    body text NOT NULL
);


--
-- Name: sopflow_definition; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.sopflow_definition (
    number bigint NOT NULL,
    digest text NOT NULL,
    sop text NOT NULL,
    version text NOT NULL,
    body text NOT NULL
);


--
-- Name: sopflow_definition_number_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.sopflow_definition_number_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: sopflow_definition_number_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.sopflow_definition_number_seq OWNED BY public.sopflow_definition.number;


--
-- Name: sopflow_epoch; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.sopflow_epoch (
    value text NOT NULL
);


--
-- Name: sopflow_event; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.sopflow_event (
    "position" bigint NOT NULL,
    instance text NOT NULL,
    revision integer NOT NULL,
    body text NOT NULL,
    hash text NOT NULL,
    seal text
);


--
-- Name: sopflow_event_position_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.sopflow_event_position_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: sopflow_event_position_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.sopflow_event_position_seq OWNED BY public.sopflow_event."position";


--
-- Name: sopflow_field; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.sopflow_field (
    number bigint NOT NULL,
    field text NOT NULL,
    item integer NOT NULL,
    sop text NOT NULL,
    started_at bigint NOT NULL,
    text_value text COLLATE pg_catalog."C",
    whole_value bigint,
    decimal_value double precision,
    audience text NOT NULL
);


--
-- Name: sopflow_instance; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.sopflow_instance (
    number bigint NOT NULL,
    id text NOT NULL,
    sop text NOT NULL,
    version text NOT NULL,
    digest text NOT NULL,
    revision integer NOT NULL,
    status text NOT NULL,
    subject text,
    unit text,
    end_name text,
    started_at bigint NOT NULL,
    changed_at bigint NOT NULL,
    wakes_at bigint,
    claimed_until bigint DEFAULT '0'::bigint NOT NULL,
    due bigint,
    provisional integer DEFAULT 0 NOT NULL,
    head text NOT NULL,
    snapshot text NOT NULL,
    audience text,
    started_by text DEFAULT ''::text NOT NULL,
    parent text,
    ended_at bigint
);


--
-- Name: sopflow_instance_number_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.sopflow_instance_number_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: sopflow_instance_number_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.sopflow_instance_number_seq OWNED BY public.sopflow_instance.number;


--
-- Name: sopflow_key; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.sopflow_key (
    scope text NOT NULL,
    key text NOT NULL,
    instance text NOT NULL,
    revision integer NOT NULL
);


--
-- Name: sopflow_person; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.sopflow_person (
    number bigint NOT NULL,
    person text NOT NULL,
    started_at bigint NOT NULL,
    acted integer NOT NULL
);


--
-- Name: sopflow_position; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.sopflow_position (
    audience text NOT NULL,
    "position" text NOT NULL,
    unit text NOT NULL,
    sop text NOT NULL
);


--
-- Name: sopflow_private; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.sopflow_private (
    instance text NOT NULL,
    revision integer NOT NULL,
    field text NOT NULL,
    salt text NOT NULL,
    value text NOT NULL
);
ALTER TABLE ONLY public.sopflow_private ALTER COLUMN salt SET STATISTICS 0;
ALTER TABLE ONLY public.sopflow_private ALTER COLUMN value SET STATISTICS 0;


--
-- Name: sopflow_reader; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.sopflow_reader (
    number bigint NOT NULL,
    audience text NOT NULL,
    person text NOT NULL
);


--
-- Name: sopflow_schema; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.sopflow_schema (
    version_num character varying(32) NOT NULL
);


--
-- Name: sopflow_set_aside; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.sopflow_set_aside (
    subscriber text NOT NULL,
    instance text NOT NULL,
    revision integer NOT NULL,
    last integer NOT NULL,
    attempts integer NOT NULL,
    failed_at bigint NOT NULL,
    next_at bigint,
    problem text NOT NULL
);


--
-- Name: sopflow_subscriber; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.sopflow_subscriber (
    name text NOT NULL,
    "position" bigint NOT NULL,
    holder text NOT NULL,
    leased_until bigint NOT NULL
);


--
-- Name: sopflow_word; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.sopflow_word (
    word text NOT NULL COLLATE pg_catalog."C",
    started_at bigint NOT NULL,
    number bigint NOT NULL
);


--
-- Name: sopflow_work_item; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.sopflow_work_item (
    instance text NOT NULL,
    step text NOT NULL,
    visit integer NOT NULL,
    actor text NOT NULL,
    due bigint NOT NULL,
    is_first integer NOT NULL,
    sop text DEFAULT ''::text NOT NULL,
    unit text,
    person text
);


--
-- Name: sopflow_activation number; Type: DEFAULT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.sopflow_activation ALTER COLUMN number SET DEFAULT nextval('public.sopflow_activation_number_seq'::regclass);


--
-- Name: sopflow_definition number; Type: DEFAULT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.sopflow_definition ALTER COLUMN number SET DEFAULT nextval('public.sopflow_definition_number_seq'::regclass);


--
-- Name: sopflow_event position; Type: DEFAULT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.sopflow_event ALTER COLUMN "position" SET DEFAULT nextval('public.sopflow_event_position_seq'::regclass);


--
-- Name: sopflow_instance number; Type: DEFAULT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.sopflow_instance ALTER COLUMN number SET DEFAULT nextval('public.sopflow_instance_number_seq'::regclass);


--
-- Data for Name: sopflow_activation; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.sopflow_activation VALUES (1, 'titik', '1', 'sha256-2:7c37e79a2eb0738bdf915b5c008768530ad50f734e7f1a3c702130f84574ebd8', 1773626400000000, 'system');
INSERT INTO public.sopflow_activation VALUES (2, 'buntu', '1', 'sha256-2:dd2a45b89ccd7763a8abb041363db52d3d19277d880a2e8b698dbf3b969ad212', 1773626400000000, 'system');
INSERT INTO public.sopflow_activation VALUES (3, 'izin', '1', 'sha256-2:4b12bf43c83993ec515f9a90110f9feb21844eb807e7b9efa333e7e074c40691', 1773626400000000, 'system');
INSERT INTO public.sopflow_activation VALUES (4, 'izin', '2', 'sha256-2:ca5071a11d1259a561d44ba01de1646e77af62ce09d77bb066920b28ba0cfbe9', 1774407600000000, 'system');


--
-- Data for Name: sopflow_case; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.sopflow_case VALUES ('case-01', 10, '{"nama":{"@withheld":"23f63ea1840c0bb436e253edc8c5e0b62b6e6623043c53d072f4ab0b8625b5b6"},"nik":{"@withheld":"40c24b1c3433d5fea75cdd1f2f7bc6701a34f1061d3ad988947775b924f22de2"},"nilai":250000051,"jenis":"musik","syarat":["ktp","kk"],"acara":"2026-08-17","tamu":400,"luas":12.5,"ramai":true,"uraian":"Panggung\ndi lapangan","titik":[{"tempat":"Lapangan","luas":100},{"tempat":"Balai","luas":20.25}],"pagu":100000000}');
INSERT INTO public.sopflow_case VALUES ('case-02', 2, '{"nama":{"@withheld":"3a218ea65b5651c009d6004fa405b5920fe4c2923143b834a9b73030cf87776b"},"nik":{"@withheld":"093b1f1c6321612ac7a790f444e446fe7bd4acbdca3343cf023128869bfc9639"},"nilai":50000000,"jenis":"musik","syarat":["ktp"],"acara":"2026-08-17","mulai":"19:30","tamu":300,"luas":12.5,"ramai":false,"uraian":"Panggung\ndi lapangan","titik":[{"tempat":"Lapangan","luas":1}],"pagu":100000000}');
INSERT INTO public.sopflow_case VALUES ('case-03/case-04', 4, '{"tempat":"Lapangan","luas":100,"catatan":"Rata"}');
INSERT INTO public.sopflow_case VALUES ('case-03', 10, '{"nama":{"@withheld":"1201b962657a102034b12c2c06a806ae1cf23e4e71b8d4c27d660590efe6cfe6"},"nik":{"@withheld":"d93767fdae0c67b3e02a3fc761e4c5f607f5b9d8bcde45475f7f492776a906d0"},"nilai":250000050,"jenis":"musik","syarat":["ktp","kk"],"acara":"2026-08-17","mulai":"19:30","tamu":300,"luas":12.5,"ramai":true,"uraian":"Panggung\ndi lapangan","titik":[{"tempat":"Lapangan","luas":100},{"tempat":"Balai","luas":20.25}],"pagu":100000000,"hasil":[{"tempat":"Lapangan","catatan":"Rata"}]}');
INSERT INTO public.sopflow_case VALUES ('case-03/case-05', 4, '{"tempat":"Balai","luas":20.25,"catatan":"Sempit"}');
INSERT INTO public.sopflow_case VALUES ('case-06', 2, '{"nama":{"@withheld":"bf6953a157517a2d728cb78fe0d906df402d28bfccf14df1af376c808dca7a82"},"nik":{"@withheld":"63de2dbed5bfd145b3338e6cc7bf7637fffd3fe9bdbd8a67d5fe25ecc85ade77"},"nilai":250000050,"jenis":"musik","syarat":["ktp","kk"],"acara":"2026-04-01","mulai":"19:30","tamu":2000,"luas":12.5,"ramai":false,"uraian":"Panggung\ndi lapangan","titik":[{"tempat":"Lapangan","luas":100},{"tempat":"Balai","luas":20.25}],"pagu":100000000}');
INSERT INTO public.sopflow_case VALUES ('case-09', 3, '{"nama":{"@withheld":"cb3ad0dab3e8541f901133ec1b63ddd2708d0f51e733c2c26ebbcf169434c175"},"nik":{"@withheld":"41c5d00fb9c12f78c018885a8d1980c20f360a2f64bb26670d72a37f85b88631"},"nilai":50000000,"jenis":"musik","syarat":["ktp"],"acara":"2026-08-17","mulai":"19:30","tamu":300,"luas":12.5,"ramai":false,"titik":[{"tempat":"Lapangan","luas":1}],"pagu":100000000}');


--
-- Data for Name: sopflow_definition; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.sopflow_definition VALUES (1, 'sha256-2:7c37e79a2eb0738bdf915b5c008768530ad50f734e7f1a3c702130f84574ebd8', 'titik', '1', '{"v":1,"is":"Definition","id":"titik","title":"Kunjungan satu titik","version":"1","actors":{"is":"map","items":[["loket",{"is":"Actor","id":"loket","title":"Petugas loket"}],["saksi",{"is":"Actor","id":"saksi","title":"Saksi","external":true}]]},"documents":{"is":"map","items":[]},"fields":{"is":"map","items":[["tempat",{"is":"Field","id":"tempat","title":"Tempat"}],["luas",{"is":"Field","id":"luas","title":"Luas","type":"number"}],["catatan",{"is":"Field","id":"catatan","title":"Catatan"}]]},"steps":[{"is":"Step","id":"lihat","activity":"Melihat","actors":["loket"],"sign_off":"any","inputs":[],"duration":null,"outputs":[],"fills":[{"is":"Fill","field":"catatan"}],"next":["putus"],"number":"1"},{"is":"Step","id":"putus","activity":"Menilai","actors":["loket"],"sign_off":"any","inputs":[],"duration":null,"outputs":[],"branches":[{"is":"Branch","name":"Y","targets":[{"is":"End","name":"baik"}]},{"is":"Branch","name":"N","targets":[{"is":"End","name":"buruk"}]}],"next":[],"number":"2"}],"digest":"sha256-2:7c37e79a2eb0738bdf915b5c008768530ad50f734e7f1a3c702130f84574ebd8"}');
INSERT INTO public.sopflow_definition VALUES (2, 'sha256-2:dd2a45b89ccd7763a8abb041363db52d3d19277d880a2e8b698dbf3b969ad212', 'buntu', '1', '{"v":1,"is":"Definition","id":"buntu","title":"Menunggu yang tidak datang","version":"1","missing_inputs":"refuse","actors":{"is":"map","items":[["loket",{"is":"Actor","id":"loket","title":"Petugas loket"}],["kasi",{"is":"Actor","id":"kasi","title":"Kasi"}]]},"documents":{"is":"map","items":[]},"steps":[{"is":"Step","id":"pilih","activity":"Memilih","actors":["loket"],"sign_off":"any","inputs":[],"duration":null,"outputs":[],"branches":[{"is":"Branch","name":"Y","targets":["kiri","kanan"]},{"is":"Branch","name":"N","targets":["kiri"]}],"next":[],"number":"1","missing_inputs":"refuse"},{"is":"Step","id":"kiri","activity":"Mengerjakan","actors":["loket"],"sign_off":"any","inputs":[],"duration":{"is":"Duration","parts":[["jam",{"is":"Decimal","value":"7"}]],"at_most":true},"outputs":[],"next":["gabung"],"number":"2","missing_inputs":"refuse"},{"is":"Step","id":"kanan","activity":"Mengerjakan","actors":["kasi"],"sign_off":"any","inputs":[],"duration":null,"outputs":[],"next":["gabung"],"number":"3","missing_inputs":"refuse"},{"is":"Step","id":"gabung","activity":"Menggabungkan","actors":["loket","kasi"],"sign_off":"all","inputs":[],"duration":{"is":"Duration","parts":[["hari",{"is":"Decimal","value":"2"}]],"at_least":[["hari",{"is":"Decimal","value":"1"}]]},"outputs":[],"next":[{"is":"End"}],"join":["kiri","kanan"],"number":"4","missing_inputs":"refuse"}],"digest":"sha256-2:dd2a45b89ccd7763a8abb041363db52d3d19277d880a2e8b698dbf3b969ad212"}');
INSERT INTO public.sopflow_definition VALUES (3, 'sha256-2:4b12bf43c83993ec515f9a90110f9feb21844eb807e7b9efa333e7e074c40691', 'izin', '1', '{"v":1,"is":"Definition","id":"izin","title":"Izin acara","version":"1","calendar":"kantor","may":[["correct",["loket"]],["rebind",["kasi"]],["redact",["kasi"]],["see",["kasi","starter"]]],"actors":{"is":"map","items":[["pemohon",{"is":"Actor","id":"pemohon","title":"Pemohon","external":true,"is_starter":true,"recorded_by":["loket"]}],["saksi",{"is":"Actor","id":"saksi","title":"Saksi","external":true}],["loket",{"is":"Actor","id":"loket","title":"Petugas loket"}],["kasi",{"is":"Actor","id":"kasi","title":"Kasi","substitutes":["loket"]}]]},"documents":{"is":"map","items":[["surat",{"is":"Document","id":"surat","title":"Surat permohonan","external":true,"file":"required"}],["denah",{"is":"Document","id":"denah","title":"Denah","external":true}]]},"fields":{"is":"map","items":[["nama",{"is":"Field","id":"nama","title":"Nama","max_length":60,"personal":true}],["nik",{"is":"Field","id":"nik","title":"NIK","pattern":"[0-9]{16}","visible_to":["pemohon","loket"],"personal":true}],["nilai",{"is":"Field","id":"nilai","title":"Nilai","type":"money","min":0,"scale":2,"search":true}],["pagu",{"is":"Field","id":"pagu","title":"Pagu","type":"money","default":100000000,"scale":2}],["jenis",{"is":"Field","id":"jenis","title":"Jenis","type":"one_of","choices":{"is":"map","items":[["pasar","Pasar"],["musik","Musik"]]},"search":true}],["syarat",{"is":"Field","id":"syarat","title":"Syarat","type":"some_of","default":["ktp"],"choices":{"is":"map","items":[["ktp","KTP"],["kk","KK"]]}}],["acara",{"is":"Field","id":"acara","title":"Tanggal acara","type":"date","search":true}],["mulai",{"is":"Field","id":"mulai","title":"Jam mulai","type":"time","optional":true}],["tamu",{"is":"Field","id":"tamu","title":"Tamu","type":"whole","max":5000,"optional":true}],["luas",{"is":"Field","id":"luas","title":"Luas","type":"number","optional":true}],["ramai",{"is":"Field","id":"ramai","title":"Ramai","type":"yes_no"}],["uraian",{"is":"Field","id":"uraian","title":"Uraian","type":"long_text","max_length":2000,"optional":true}],["titik",{"is":"Field","id":"titik","title":"Titik","type":"list","columns":[{"is":"Field","id":"tempat","title":"Tempat"},{"is":"Field","id":"luas","title":"Luas","type":"number"}],"key":"tempat"}],["hasil",{"is":"Field","id":"hasil","title":"Hasil","type":"list","optional":true,"columns":[{"is":"Field","id":"tempat","title":"Tempat"},{"is":"Field","id":"catatan","title":"Catatan","optional":true}],"key":"tempat"}]]},"steps":[{"is":"Step","id":"ajukan","activity":"Mengajukan permohonan","actors":["pemohon"],"sign_off":"any","inputs":[{"is":"Input","document":"surat"}],"duration":null,"outputs":[],"fills":[{"is":"Fill","field":"nama"},{"is":"Fill","field":"nik"},{"is":"Fill","field":"nilai"},{"is":"Fill","field":"jenis"},{"is":"Fill","field":"syarat"},{"is":"Fill","field":"acara"},{"is":"Fill","field":"mulai"},{"is":"Fill","field":"tamu"},{"is":"Fill","field":"luas"},{"is":"Fill","field":"ramai"},{"is":"Fill","field":"uraian"},{"is":"Fill","field":"titik"},{"is":"Fill","field":"pagu","optional":true}],"next":["setuju"],"number":"1"},{"is":"Step","id":"setuju","activity":"Menyetujui sebagai saksi","actors":["saksi"],"sign_off":"any","inputs":[],"duration":null,"outputs":[],"next":["periksa"],"number":"2"},{"is":"Step","id":"periksa","activity":"Memeriksa","actors":["kasi"],"sign_off":"any","inputs":[{"is":"Input","document":"denah"}],"duration":{"is":"Duration","parts":[["hari",{"is":"Decimal","value":"2"}]]},"outputs":[],"shows":["nilai","titik"],"next":["pilah"],"number":"3"},{"is":"Step","id":"pilah","activity":"Memilah","actors":["loket"],"sign_off":"any","inputs":[],"duration":null,"outputs":[],"branches":[{"is":"Branch","name":"kecil","targets":["kunjungi"],"when":{"is":"When","said":{"is":"map","items":[["nilai",{"is":"map","items":[["at_most",{"is":"map","items":[["field","pagu"]]}]]}]]}}},{"is":"Branch","name":"besar","targets":["timbang"],"when":{"is":"When","said":{"is":"map","items":[["nilai",{"is":"map","items":[["above",{"is":"map","items":[["field","pagu"]]}]]}]]}}}],"next":[],"number":"4"},{"is":"Step","id":"timbang","activity":"Menimbang","actors":["kasi"],"sign_off":"any","inputs":[],"duration":null,"outputs":[],"branches":[{"is":"Branch","name":"layak","targets":["kunjungi"]},{"is":"Branch","name":"tidak","targets":[{"is":"End","name":"ditolak"}],"otherwise":true}],"decides":{"is":"Decides","hit":"first","rules":[{"is":"DecisionRule","when":{"is":"When","said":{"is":"map","items":[["acara",{"is":"map","items":[["after",{"is":"map","items":[["today","30 hari kalender"]]}]]}],["syarat",{"is":"map","items":[["has_all",["ktp","kk"]]]}]]}},"take":"layak"},{"is":"DecisionRule","when":{"is":"When","said":[{"is":"map","items":[["jenis",{"is":"map","items":[["not","musik"]]}]]},{"is":"map","items":[["tamu",{"is":"map","items":[["filled",true],["below","1_000"]]}]]},{"is":"map","items":[["ramai",true]]}]},"take":"layak"}]},"next":[],"number":"5"},{"is":"Step","id":"kunjungi","activity":"Mengunjungi setiap titik","actors":[],"sign_off":"any","inputs":[],"duration":null,"outputs":[],"branches":[{"is":"Branch","name":"baik","targets":["bayar"],"all_end":["baik"]},{"is":"Branch","name":"buruk","targets":[{"is":"End","name":"ditolak"}],"any_ends":["buruk"]}],"next":[],"number":"6","call":"titik","for_each":"titik","into":"hasil"},{"is":"Step","id":"bayar","activity":"Membayar","actors":["pemohon"],"sign_off":"any","inputs":[],"duration":null,"outputs":[],"next":["terbit"],"optional":true,"when":{"is":"When","said":{"is":"map","items":[["ramai",true]]}},"number":"7"},{"is":"Step","id":"terbit","activity":"Menerbitkan","actors":["kasi"],"sign_off":"any","inputs":[],"duration":null,"outputs":[],"next":[{"is":"End","name":"terbit"}],"number":"8"}],"digest":"sha256-2:4b12bf43c83993ec515f9a90110f9feb21844eb807e7b9efa333e7e074c40691"}');
INSERT INTO public.sopflow_definition VALUES (4, 'sha256-2:ca5071a11d1259a561d44ba01de1646e77af62ce09d77bb066920b28ba0cfbe9', 'izin', '2', '{"v":1,"is":"Definition","id":"izin","title":"Izin acara","version":"2","calendar":"kantor","may":[["correct",["loket"]],["rebind",["kasi"]],["redact",["kasi"]],["see",["kasi","starter"]]],"actors":{"is":"map","items":[["pemohon",{"is":"Actor","id":"pemohon","title":"Pemohon","external":true,"is_starter":true,"recorded_by":["loket"]}],["saksi",{"is":"Actor","id":"saksi","title":"Saksi","external":true}],["loket",{"is":"Actor","id":"loket","title":"Petugas loket"}],["kasi",{"is":"Actor","id":"kasi","title":"Kasi","substitutes":["loket"]}]]},"documents":{"is":"map","items":[["surat",{"is":"Document","id":"surat","title":"Surat permohonan","external":true,"file":"required"}],["denah",{"is":"Document","id":"denah","title":"Denah","external":true}]]},"fields":{"is":"map","items":[["nama",{"is":"Field","id":"nama","title":"Nama","max_length":60,"personal":true}],["nik",{"is":"Field","id":"nik","title":"NIK","pattern":"[0-9]{16}","visible_to":["pemohon","loket"],"personal":true}],["nilai",{"is":"Field","id":"nilai","title":"Nilai","type":"money","min":0,"scale":2,"search":true}],["pagu",{"is":"Field","id":"pagu","title":"Pagu","type":"money","default":100000000,"scale":2}],["jenis",{"is":"Field","id":"jenis","title":"Jenis","type":"one_of","choices":{"is":"map","items":[["pasar","Pasar"],["musik","Musik"]]},"search":true}],["syarat",{"is":"Field","id":"syarat","title":"Syarat","type":"some_of","default":["ktp"],"choices":{"is":"map","items":[["ktp","KTP"],["kk","KK"]]}}],["acara",{"is":"Field","id":"acara","title":"Tanggal acara","type":"date","search":true}],["mulai",{"is":"Field","id":"mulai","title":"Jam mulai","type":"time","optional":true}],["tamu",{"is":"Field","id":"tamu","title":"Tamu","type":"whole","max":5000,"optional":true}],["luas",{"is":"Field","id":"luas","title":"Luas","type":"number","optional":true}],["ramai",{"is":"Field","id":"ramai","title":"Ramai","type":"yes_no"}],["catatan",{"is":"Field","id":"catatan","title":"Catatan","type":"long_text","max_length":2000,"optional":true}],["titik",{"is":"Field","id":"titik","title":"Titik","type":"list","columns":[{"is":"Field","id":"tempat","title":"Tempat"},{"is":"Field","id":"luas","title":"Luas","type":"number"}],"key":"tempat"}],["hasil",{"is":"Field","id":"hasil","title":"Hasil","type":"list","optional":true,"columns":[{"is":"Field","id":"tempat","title":"Tempat"},{"is":"Field","id":"catatan","title":"Catatan","optional":true}],"key":"tempat"}]]},"steps":[{"is":"Step","id":"ajukan","activity":"Mengajukan permohonan","actors":["pemohon"],"sign_off":"any","inputs":[{"is":"Input","document":"surat"}],"duration":null,"outputs":[],"fills":[{"is":"Fill","field":"nama"},{"is":"Fill","field":"nik"},{"is":"Fill","field":"nilai"},{"is":"Fill","field":"jenis"},{"is":"Fill","field":"syarat"},{"is":"Fill","field":"acara"},{"is":"Fill","field":"mulai"},{"is":"Fill","field":"tamu"},{"is":"Fill","field":"luas"},{"is":"Fill","field":"ramai"},{"is":"Fill","field":"catatan","optional":true},{"is":"Fill","field":"titik"},{"is":"Fill","field":"pagu","optional":true}],"next":["saksikan"],"number":"1"},{"is":"Step","id":"saksikan","activity":"Menyetujui sebagai saksi","actors":["saksi"],"sign_off":"any","inputs":[],"duration":null,"outputs":[],"next":["periksa"],"number":"2"},{"is":"Step","id":"periksa","activity":"Memeriksa","actors":["kasi"],"sign_off":"any","inputs":[{"is":"Input","document":"denah"}],"duration":{"is":"Duration","parts":[["hari",{"is":"Decimal","value":"2"}]]},"outputs":[],"shows":["nilai","titik"],"next":["pilah"],"number":"3"},{"is":"Step","id":"pilah","activity":"Memilah","actors":["loket"],"sign_off":"any","inputs":[],"duration":null,"outputs":[],"branches":[{"is":"Branch","name":"kecil","targets":["kunjungi"],"when":{"is":"When","said":{"is":"map","items":[["nilai",{"is":"map","items":[["at_most",{"is":"map","items":[["field","pagu"]]}]]}]]}}},{"is":"Branch","name":"besar","targets":["timbang"],"when":{"is":"When","said":{"is":"map","items":[["nilai",{"is":"map","items":[["above",{"is":"map","items":[["field","pagu"]]}]]}]]}}}],"next":[],"number":"4"},{"is":"Step","id":"timbang","activity":"Menimbang","actors":["kasi"],"sign_off":"any","inputs":[],"duration":null,"outputs":[],"branches":[{"is":"Branch","name":"layak","targets":["kunjungi"]},{"is":"Branch","name":"tidak","targets":[{"is":"End","name":"ditolak"}],"otherwise":true}],"decides":{"is":"Decides","hit":"first","rules":[{"is":"DecisionRule","when":{"is":"When","said":{"is":"map","items":[["acara",{"is":"map","items":[["after",{"is":"map","items":[["today","30 hari kalender"]]}]]}],["syarat",{"is":"map","items":[["has_all",["ktp","kk"]]]}]]}},"take":"layak"},{"is":"DecisionRule","when":{"is":"When","said":[{"is":"map","items":[["jenis",{"is":"map","items":[["not","musik"]]}]]},{"is":"map","items":[["tamu",{"is":"map","items":[["filled",true],["below","1_000"]]}]]},{"is":"map","items":[["ramai",true]]}]},"take":"layak"}]},"next":[],"number":"5"},{"is":"Step","id":"kunjungi","activity":"Mengunjungi setiap titik","actors":[],"sign_off":"any","inputs":[],"duration":null,"outputs":[],"branches":[{"is":"Branch","name":"baik","targets":["bayar"],"all_end":["baik"]},{"is":"Branch","name":"buruk","targets":[{"is":"End","name":"ditolak"}],"any_ends":["buruk"]}],"next":[],"number":"6","call":"titik","for_each":"titik","into":"hasil"},{"is":"Step","id":"bayar","activity":"Membayar","actors":["pemohon"],"sign_off":"any","inputs":[],"duration":null,"outputs":[],"next":["terbit"],"optional":true,"when":{"is":"When","said":{"is":"map","items":[["ramai",true]]}},"number":"7"},{"is":"Step","id":"terbit","activity":"Menerbitkan","actors":["kasi"],"sign_off":"any","inputs":[],"duration":null,"outputs":[],"next":[{"is":"End","name":"terbit"}],"number":"8"}],"digest":"sha256-2:ca5071a11d1259a561d44ba01de1646e77af62ce09d77bb066920b28ba0cfbe9"}');


--
-- Data for Name: sopflow_epoch; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.sopflow_epoch VALUES ('19d1369b');


--
-- Data for Name: sopflow_event; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.sopflow_event VALUES (1, 'case-01', 1, '{"v":2,"instance":"case-01","revision":1,"at":"2026-03-16T09:00:00+07:00","type":"started","by":"siti","opened":[{"step":"ajukan","visit":1,"actors":["pemohon"],"since":"2026-03-16T09:00:00+07:00"}],"documents":["surat"],"asked":{"kind":"start","papers":[{"document":"surat","uri":"arsip:1","sha256":"0000000000000000000000000000000000000000000000000000000000000000","name":"surat.pdf","media_type":"application/pdf","size":12345}],"subject":"Acara","unit":"u","people":[["saksi",["sari","seno"]]]},"effects":{"sop":["izin","1","sha256-2:4b12bf43c83993ec515f9a90110f9feb21844eb807e7b9efa333e7e074c40691"],"people":[["pemohon",["siti"]],["saksi",["sari","seno"]]]}}', '9617f8d072faf9395f0e75437c1a095cda0fcfd6a5363baabf032fcd4ea37589', NULL);
INSERT INTO public.sopflow_event VALUES (2, 'case-01', 2, '{"v":2,"instance":"case-01","revision":2,"at":"2026-03-16T09:00:00+07:00","type":"completed","by":"lia","step":"ajukan","visit":1,"outcome":"done","actor":"pemohon","opened":[{"step":"setuju","visit":1,"actors":["saksi"],"since":"2026-03-16T09:00:00+07:00"}],"asked":{"kind":"complete","fields":{"nama":{"@withheld":"437da7b6875d97b62297130e412d5a24c71143f6be218af7c24d469f4c4d45c4"},"nik":{"@withheld":"39fd645772934e255cd1246495c15c85fcd39202a694e3eaede8de0302878aba"},"nilai":50000000,"jenis":"musik","syarat":["ktp"],"acara":"2026-08-17","mulai":"19:30","tamu":300,"luas":12.5,"ramai":false,"uraian":"Panggung\ndi lapangan","titik":[{"tempat":"Lapangan","luas":1}]}},"effects":{"capacity":"recorded","acting_as":"loket","position":"u/loket","on_behalf_of":"siti","case":{"fields":{"pagu":100000000}}}}', 'a8910e529468d905bae9099c293ddd81f514bbeaf60dcb6922725bb22b02a23b', NULL);
INSERT INTO public.sopflow_event VALUES (3, 'case-01', 3, '{"v":2,"instance":"case-01","revision":3,"at":"2026-03-16T09:00:00+07:00","type":"undone","by":"lia","actor":"pemohon","asked":{"kind":"undo","note":"salah orang"},"effects":{"capacity":"recorded","acting_as":"loket","position":"u/loket","on_behalf_of":"siti","restored":{"id":"case-01","sop":"izin","version":"1","digest":"sha256-2:4b12bf43c83993ec515f9a90110f9feb21844eb807e7b9efa333e7e074c40691","revision":1,"status":"running","started_at":"2026-03-16T09:00:00+07:00","at":"2026-03-16T09:00:00+07:00","started_by":"siti","active":[{"step":"ajukan","visit":1,"actors":["pemohon"],"since":"2026-03-16T09:00:00+07:00"}],"documents":{"surat":{"version":1,"paper":{"document":"surat","uri":"arsip:1","sha256":"0000000000000000000000000000000000000000000000000000000000000000","name":"surat.pdf","media_type":"application/pdf","size":12345}}},"visits":{"ajukan":1},"unit":"u"},"case":{"fields":{"nama":null,"nik":null,"nilai":null,"jenis":null,"syarat":null,"acara":null,"mulai":null,"tamu":null,"luas":null,"ramai":null,"uraian":null,"titik":null,"pagu":null}}}}', 'bf75536a67473540766f889390a42fdc9b099ddc999ad6e132eb4e8011bb9a80', NULL);
INSERT INTO public.sopflow_event VALUES (4, 'case-01', 4, '{"v":2,"instance":"case-01","revision":4,"at":"2026-03-16T09:00:00+07:00","type":"completed","by":"lia","step":"ajukan","visit":1,"outcome":"done","actor":"pemohon","opened":[{"step":"setuju","visit":1,"actors":["saksi"],"since":"2026-03-16T09:00:00+07:00"}],"documents":["surat"],"asked":{"kind":"complete","papers":[{"document":"surat","uri":"arsip:1","sha256":"0000000000000000000000000000000000000000000000000000000000000000","name":"surat.pdf","media_type":"application/pdf","size":12345}],"fields":{"nama":{"@withheld":"23f63ea1840c0bb436e253edc8c5e0b62b6e6623043c53d072f4ab0b8625b5b6"},"nik":{"@withheld":"40c24b1c3433d5fea75cdd1f2f7bc6701a34f1061d3ad988947775b924f22de2"},"nilai":250000050,"jenis":"musik","syarat":["ktp","kk"],"acara":"2026-08-17","mulai":"19:30","tamu":300,"luas":12.5,"ramai":true,"uraian":"Panggung\ndi lapangan","titik":[{"tempat":"Lapangan","luas":100},{"tempat":"Balai","luas":20.25}]}},"effects":{"capacity":"recorded","acting_as":"loket","position":"u/loket","on_behalf_of":"siti","case":{"fields":{"pagu":100000000}}}}', '0461985941c93da05e0519774a830633bc96546cd51bc4af18373e4bd145d8d2', NULL);
INSERT INTO public.sopflow_event VALUES (5, 'case-01', 5, '{"v":2,"instance":"case-01","revision":5,"at":"2026-03-16T09:00:00+07:00","type":"corrected","by":"lia","actor":"loket","asked":{"kind":"correct","note":"salah tulis","fields":{"tamu":400,"mulai":null}},"effects":{"capacity":"definitif","position":"u/loket"}}', 'eecb06b338ee639dbedc0e2f54e5f616d17f62bd86950171865f9ad0796e4452', NULL);
INSERT INTO public.sopflow_event VALUES (6, 'case-01', 6, '{"v":2,"instance":"case-01","revision":6,"at":"2026-03-16T09:00:00+07:00","type":"rebound","by":"karim","actor":"kasi","asked":{"kind":"rebind","note":"berhalangan","people":[["saksi",["sinta"]]]},"effects":{"capacity":"definitif","position":"u/kasi","people":[["pemohon",["siti"]],["saksi",["sinta"]]]}}', 'b157a1fcfb52c50d17e1c3cd9055f6bd57fa77bc6b0189672ac33f93504b49e3', NULL);
INSERT INTO public.sopflow_event VALUES (7, 'case-01', 7, '{"v":2,"instance":"case-01","revision":7,"at":"2026-03-16T09:00:00+07:00","type":"completed","by":"sinta","step":"setuju","visit":1,"outcome":"done","actor":"saksi","opened":[{"step":"periksa","visit":1,"actors":["kasi"],"since":"2026-03-16T09:00:00+07:00","due":"2026-03-18T09:00:00+07:00","is_provisional":true}],"effects":{"capacity":"bound"}}', '442c92a7e46e0309ca40b9f0478235b9ed75bd5379aa0b7c454f7c2d063d72e9', NULL);
INSERT INTO public.sopflow_event VALUES (8, 'case-01', 8, '{"v":2,"instance":"case-01","revision":8,"at":"2026-03-16T10:00:00+07:00","type":"completed","by":"karim","step":"periksa","visit":1,"outcome":"done","actor":"kasi","opened":[{"step":"pilah","visit":1,"actors":["loket"],"since":"2026-03-16T10:00:00+07:00"}],"asked":{"kind":"complete","note":"tanpa denah"},"effects":{"missing":["denah"],"capacity":"definitif","position":"u/kasi"}}', '039ba6a14341f791c3f93214ee22b4d1366e4de24b3d6fde6282d42397705d72', NULL);
INSERT INTO public.sopflow_event VALUES (9, 'case-01', 9, '{"v":2,"instance":"case-01","revision":9,"at":"2026-03-16T10:00:00+07:00","type":"completed","by":"lia","step":"pilah","visit":1,"outcome":"besar","actor":"loket","opened":[{"step":"timbang","visit":1,"actors":["kasi"],"since":"2026-03-16T10:00:00+07:00"}],"effects":{"capacity":"definitif","position":"u/loket","compared":{"nilai":250000050,"pagu":100000000}}}', '1f05caac8fed541eec63da6a53513d990a695743a4df49ddd485071f1fadad9d', NULL);
INSERT INTO public.sopflow_event VALUES (10, 'case-01', 10, '{"v":2,"instance":"case-01","revision":10,"at":"2026-03-16T10:00:00+07:00","type":"corrected","by":"lia","actor":"loket","asked":{"kind":"correct","note":"dihitung lagi","fields":{"nilai":250000051}},"effects":{"capacity":"definitif","position":"u/loket"}}', '07647fb373647325d7ff3213f1b7a9ff240548bf07e4f51a516c2933300a6904', NULL);
INSERT INTO public.sopflow_event VALUES (11, 'case-01', 11, '{"v":2,"instance":"case-01","revision":11,"at":"2026-03-16T10:00:00+07:00","type":"redacted","by":"karim","actor":"kasi","asked":{"kind":"redact","note":"diminta pemohon","erased":["nik"]},"effects":{"capacity":"definitif","position":"u/kasi"}}', 'c3bfe1e3abe50a3bb1b76f43b58b40500c7a9b28f882bb5b85191e92c7b99dea', NULL);
INSERT INTO public.sopflow_event VALUES (12, 'case-02', 1, '{"v":2,"instance":"case-02","revision":1,"at":"2026-03-16T10:00:00+07:00","type":"started","by":"siti","opened":[{"step":"ajukan","visit":1,"actors":["pemohon"],"since":"2026-03-16T10:00:00+07:00"}],"documents":["surat"],"asked":{"kind":"start","papers":[{"document":"surat","uri":"arsip:1","sha256":"0000000000000000000000000000000000000000000000000000000000000000","name":"surat.pdf","media_type":"application/pdf","size":12345}],"subject":"Acara","unit":"u","people":[["saksi",["sari","seno"]]]},"effects":{"sop":["izin","1","sha256-2:4b12bf43c83993ec515f9a90110f9feb21844eb807e7b9efa333e7e074c40691"],"people":[["pemohon",["siti"]],["saksi",["sari","seno"]]]}}', '087ae7b06bfe7a6b53d3cae470a0158de4a8e212a7b2b06e909f126f25506b1f', NULL);
INSERT INTO public.sopflow_event VALUES (13, 'case-02', 2, '{"v":2,"instance":"case-02","revision":2,"at":"2026-03-16T10:00:00+07:00","type":"completed","by":"siti","step":"ajukan","visit":1,"outcome":"done","actor":"pemohon","opened":[{"step":"setuju","visit":1,"actors":["saksi"],"since":"2026-03-16T10:00:00+07:00"}],"asked":{"kind":"complete","key":"isi","fields":{"nama":{"@withheld":"3a218ea65b5651c009d6004fa405b5920fe4c2923143b834a9b73030cf87776b"},"nik":{"@withheld":"093b1f1c6321612ac7a790f444e446fe7bd4acbdca3343cf023128869bfc9639"},"nilai":50000000,"jenis":"musik","syarat":["ktp"],"acara":"2026-08-17","mulai":"19:30","tamu":300,"luas":12.5,"ramai":false,"uraian":"Panggung\ndi lapangan","titik":[{"tempat":"Lapangan","luas":1}]}},"effects":{"capacity":"bound","case":{"fields":{"pagu":100000000}}}}', '1ddf2e7e834bb64483dea7819663531dc88f973a0e3fde27cce3d7593f5aa842', NULL);
INSERT INTO public.sopflow_event VALUES (15, 'case-02', 4, '{"v":2,"instance":"case-02","revision":4,"at":"2026-03-16T10:00:00+07:00","type":"rescheduled","by":"system","asked":{"kind":"reschedule"},"effects":{"dues":[[["periksa",1],"2026-03-19T10:00:00+07:00"]],"provisional":[["periksa",1]]}}', 'fb6dbb5153f0aea913cd409fe30c9046b2ce17281047b94c872262b78f675acf', NULL);
INSERT INTO public.sopflow_event VALUES (16, 'case-03', 1, '{"v":2,"instance":"case-03","revision":1,"at":"2026-03-16T10:00:00+07:00","type":"started","by":"siti","opened":[{"step":"ajukan","visit":1,"actors":["pemohon"],"since":"2026-03-16T10:00:00+07:00"}],"documents":["surat"],"asked":{"kind":"start","papers":[{"document":"surat","uri":"arsip:1","sha256":"0000000000000000000000000000000000000000000000000000000000000000","name":"surat.pdf","media_type":"application/pdf","size":12345}],"subject":"Acara","unit":"u","people":[["saksi",["sari","seno"]]]},"effects":{"sop":["izin","1","sha256-2:4b12bf43c83993ec515f9a90110f9feb21844eb807e7b9efa333e7e074c40691"],"people":[["pemohon",["siti"]],["saksi",["sari","seno"]]]}}', '15724eaf11f05b02c2885969912d6b410e8ab8e5360496a5004c274c76a608db', NULL);
INSERT INTO public.sopflow_event VALUES (17, 'case-03', 2, '{"v":2,"instance":"case-03","revision":2,"at":"2026-03-16T10:00:00+07:00","type":"completed","by":"siti","step":"ajukan","visit":1,"outcome":"done","actor":"pemohon","opened":[{"step":"setuju","visit":1,"actors":["saksi"],"since":"2026-03-16T10:00:00+07:00"}],"asked":{"kind":"complete","key":"isi","fields":{"nama":{"@withheld":"1201b962657a102034b12c2c06a806ae1cf23e4e71b8d4c27d660590efe6cfe6"},"nik":{"@withheld":"d93767fdae0c67b3e02a3fc761e4c5f607f5b9d8bcde45475f7f492776a906d0"},"nilai":250000050,"jenis":"musik","syarat":["ktp","kk"],"acara":"2026-08-17","mulai":"19:30","tamu":300,"luas":12.5,"ramai":true,"uraian":"Panggung\ndi lapangan","titik":[{"tempat":"Lapangan","luas":100},{"tempat":"Balai","luas":20.25}]}},"effects":{"capacity":"bound","case":{"fields":{"pagu":100000000}}}}', '8150304e2f8cd72dcf68ad173c2b0aab93161e4c908d6f2ce61d223e94570d92', NULL);
INSERT INTO public.sopflow_event VALUES (18, 'case-03', 3, '{"v":2,"instance":"case-03","revision":3,"at":"2026-03-16T10:00:00+07:00","type":"rebound","by":"karim","actor":"kasi","asked":{"kind":"rebind","note":"berhalangan","people":[["saksi",["sinta"]]]},"effects":{"capacity":"definitif","position":"u/kasi","people":[["pemohon",["siti"]],["saksi",["sinta"]]]}}', '5488f829c207bd3dacc9dc1774ce545e9fbccfca5b159a3f5649a04878301c5a', NULL);
INSERT INTO public.sopflow_event VALUES (22, 'case-03', 7, '{"v":2,"instance":"case-03","revision":7,"at":"2026-03-25T10:00:00+07:00","type":"completed","by":"lia","step":"timbang","visit":1,"outcome":"layak","actor":"kasi","opened":[{"step":"kunjungi","visit":1,"since":"2026-03-25T10:00:00+07:00","children":["case-03/case-04","case-03/case-05"]}],"effects":{"capacity":"substitute","acting_as":"loket","position":"u/loket","compared":{"acara":"2026-08-17","syarat":["ktp","kk"],"jenis":"musik","tamu":300,"ramai":true,"@today":"2026-03-25"}}}', '2013cf3748dc13b5b8a3eb9256cfd318e2d95666b253b2394624b4ac54f46952', NULL);
INSERT INTO public.sopflow_event VALUES (23, 'case-03/case-04', 1, '{"v":2,"instance":"case-03/case-04","revision":1,"at":"2026-03-25T10:00:00+07:00","type":"started","by":"system","opened":[{"step":"lihat","visit":1,"actors":["loket"],"since":"2026-03-25T10:00:00+07:00"}],"asked":{"kind":"start","subject":"Acara","parent":["case-03","kunjungi",1],"unit":"u","people":[["saksi",["sinta"]]],"fields":{"tempat":"Lapangan","luas":100},"formerly":[["saksi",["sari","seno"]]]},"effects":{"sop":["titik","1","sha256-2:7c37e79a2eb0738bdf915b5c008768530ad50f734e7f1a3c702130f84574ebd8"],"people":[["saksi",["sinta"]]]}}', '6cf0e145f84359a0b45e6b4fc709e7cb8b07db63f3af53140d25786f0493d8da', NULL);
INSERT INTO public.sopflow_event VALUES (24, 'case-03/case-05', 1, '{"v":2,"instance":"case-03/case-05","revision":1,"at":"2026-03-25T10:00:00+07:00","type":"started","by":"system","opened":[{"step":"lihat","visit":1,"actors":["loket"],"since":"2026-03-25T10:00:00+07:00"}],"asked":{"kind":"start","subject":"Acara","parent":["case-03","kunjungi",1],"unit":"u","people":[["saksi",["sinta"]]],"fields":{"tempat":"Balai","luas":20.25},"formerly":[["saksi",["sari","seno"]]]},"effects":{"sop":["titik","1","sha256-2:7c37e79a2eb0738bdf915b5c008768530ad50f734e7f1a3c702130f84574ebd8"],"people":[["saksi",["sinta"]]]}}', '7fcd4fed1d0086fbe52cfbc9be2826220ea4b970b3062b68def0a5a256aac69b', NULL);
INSERT INTO public.sopflow_event VALUES (25, 'case-03', 8, '{"v":2,"instance":"case-03","revision":8,"at":"2026-03-25T10:00:00+07:00","type":"suspended","by":"lia","actor":"loket","asked":{"kind":"suspend","note":"hujan"},"effects":{"capacity":"definitif","status":"suspended","position":"u/loket"}}', '3566cf583f6c836236db0e099bfbcab4838d0d4186cb42e7f0599c25f62dd49b', NULL);
INSERT INTO public.sopflow_event VALUES (26, 'case-03/case-04', 2, '{"v":2,"instance":"case-03/case-04","revision":2,"at":"2026-03-25T10:00:00+07:00","type":"suspended","by":"system","asked":{"kind":"suspend"},"effects":{"status":"suspended","is_held":true}}', 'bc2a2ddf6a14038548c939c0c5354fa639cc107ec28405555f3b6825ded6ad98', NULL);
INSERT INTO public.sopflow_event VALUES (27, 'case-03/case-05', 2, '{"v":2,"instance":"case-03/case-05","revision":2,"at":"2026-03-25T10:00:00+07:00","type":"suspended","by":"system","asked":{"kind":"suspend"},"effects":{"status":"suspended","is_held":true}}', 'f24145be941fe955a8633ff8f128d042a72c5d6bb2fc41c6f604868f34c6bda9', NULL);
INSERT INTO public.sopflow_event VALUES (28, 'case-03', 9, '{"v":2,"instance":"case-03","revision":9,"at":"2026-03-25T10:00:00+07:00","type":"resumed","by":"lia","actor":"loket","asked":{"kind":"resume"},"effects":{"capacity":"definitif","status":"running","position":"u/loket"}}', 'b4e8fdc8e36d936557765687a7d41b87d1450dd29f6d062b57aa13eda46bb26f', NULL);
INSERT INTO public.sopflow_event VALUES (29, 'case-03/case-04', 3, '{"v":2,"instance":"case-03/case-04","revision":3,"at":"2026-03-25T10:00:00+07:00","type":"resumed","by":"system","asked":{"kind":"resume"},"effects":{"status":"running"}}', '598a01b02682ec9f24d21103c56f6c5026d6088201f89ff7296ab30d632f07ba', NULL);
INSERT INTO public.sopflow_event VALUES (30, 'case-03/case-05', 3, '{"v":2,"instance":"case-03/case-05","revision":3,"at":"2026-03-25T10:00:00+07:00","type":"resumed","by":"system","asked":{"kind":"resume"},"effects":{"status":"running"}}', 'cee3065534a9ff1a418179f3681423fca292237d87f8e4ed4c290d49a8dd8a49', NULL);
INSERT INTO public.sopflow_event VALUES (31, 'case-03/case-04', 4, '{"v":2,"instance":"case-03/case-04","revision":4,"at":"2026-03-25T10:00:00+07:00","type":"completed","by":"lia","step":"lihat","visit":1,"outcome":"done","actor":"loket","opened":[{"step":"putus","visit":1,"actors":["loket"],"since":"2026-03-25T10:00:00+07:00"}],"asked":{"kind":"complete","fields":{"catatan":"Rata"}},"effects":{"capacity":"definitif","position":"u/loket"}}', '9a07fcedabe26a6304dcbff30198bae7ebec517b1c85dacd67fdae5478707224', NULL);
INSERT INTO public.sopflow_event VALUES (32, 'case-03/case-04', 5, '{"v":2,"instance":"case-03/case-04","revision":5,"at":"2026-03-25T10:00:00+07:00","type":"completed","by":"lia","step":"putus","visit":1,"outcome":"Y","actor":"loket","effects":{"capacity":"definitif","status":"completed","end":"baik","position":"u/loket"}}', 'c0690b3ba527f3a69ecadd34ad7878a868259796e3d016295e90066cddeab07a', NULL);
INSERT INTO public.sopflow_event VALUES (14, 'case-02', 3, '{"v":2,"instance":"case-02","revision":3,"at":"2026-03-16T10:00:00+07:00","type":"completed","by":"seno","step":"setuju","visit":1,"outcome":"done","actor":"saksi","opened":[{"step":"periksa","visit":1,"actors":["kasi"],"since":"2026-03-16T10:00:00+07:00","due":"2026-03-18T10:00:00+07:00","is_provisional":true}],"effects":{"capacity":"bound"}}', 'ce24c67214c1fa4c13d3c7df71cac8d1b7ce463db4e6963fb02940ecdd812d07', NULL);
INSERT INTO public.sopflow_event VALUES (19, 'case-03', 4, '{"v":2,"instance":"case-03","revision":4,"at":"2026-03-16T10:00:00+07:00","type":"completed","by":"sinta","step":"setuju","visit":1,"outcome":"done","actor":"saksi","opened":[{"step":"periksa","visit":1,"actors":["kasi"],"since":"2026-03-16T10:00:00+07:00","due":"2026-03-18T10:00:00+07:00","is_provisional":true}],"effects":{"capacity":"bound"}}', '5856db5a5b5d5dedd0db6b965e86d860ca5277e4bb6d17ab57173d1fdd75d006', NULL);
INSERT INTO public.sopflow_event VALUES (20, 'case-03', 5, '{"v":2,"instance":"case-03","revision":5,"at":"2026-03-25T10:00:00+07:00","type":"completed","by":"lia","step":"periksa","visit":1,"outcome":"done","actor":"kasi","opened":[{"step":"pilah","visit":1,"actors":["loket"],"since":"2026-03-25T10:00:00+07:00"}],"asked":{"kind":"complete","note":"tanpa denah"},"effects":{"missing":["denah"],"capacity":"substitute","acting_as":"loket","position":"u/loket"}}', 'defde9e4998f1fc61616b4a6eaa83b5b6e2e54f7972c54313b24a020be563f6c', NULL);
INSERT INTO public.sopflow_event VALUES (21, 'case-03', 6, '{"v":2,"instance":"case-03","revision":6,"at":"2026-03-25T10:00:00+07:00","type":"completed","by":"lia","step":"pilah","visit":1,"outcome":"besar","actor":"loket","opened":[{"step":"timbang","visit":1,"actors":["kasi"],"since":"2026-03-25T10:00:00+07:00"}],"effects":{"capacity":"definitif","position":"u/loket","compared":{"nilai":250000050,"pagu":100000000}}}', 'e8c5f80b6a856397d565b1fe5ae29831e8d39293b396d0d08b30cef69021a737', NULL);
INSERT INTO public.sopflow_event VALUES (39, 'case-06', 3, '{"v":2,"instance":"case-06","revision":3,"at":"2026-03-25T10:00:00+07:00","type":"completed","by":"sari","step":"setuju","visit":1,"outcome":"done","actor":"saksi","opened":[{"step":"periksa","visit":1,"actors":["kasi"],"since":"2026-03-25T10:00:00+07:00","due":"2026-03-27T10:00:00+07:00"}],"effects":{"capacity":"bound"}}', 'e00002fb55f9f05b7dc1da0bf5bfacddb00c5b72616716e22d5a6c422479092c', NULL);
INSERT INTO public.sopflow_event VALUES (40, 'case-06', 4, '{"v":2,"instance":"case-06","revision":4,"at":"2026-03-25T10:00:00+07:00","type":"completed","by":"lia","step":"periksa","visit":1,"outcome":"done","actor":"kasi","opened":[{"step":"pilah","visit":1,"actors":["loket"],"since":"2026-03-25T10:00:00+07:00"}],"asked":{"kind":"complete","note":"tanpa denah"},"effects":{"missing":["denah"],"capacity":"substitute","acting_as":"loket","position":"u/loket"}}', '66549e286794097631f14f8d8547ba50918cee80d51892eda88fb93f0f2a71ad', NULL);
INSERT INTO public.sopflow_event VALUES (41, 'case-06', 5, '{"v":2,"instance":"case-06","revision":5,"at":"2026-03-25T10:00:00+07:00","type":"completed","by":"lia","step":"pilah","visit":1,"outcome":"besar","actor":"loket","opened":[{"step":"timbang","visit":1,"actors":["kasi"],"since":"2026-03-25T10:00:00+07:00"}],"effects":{"capacity":"definitif","position":"u/loket","compared":{"nilai":250000050,"pagu":100000000}}}', '79f7f1e25f1ea18dea5013f6e17e757f9ddf73af71d57f4b54708423262fde24', NULL);
INSERT INTO public.sopflow_event VALUES (42, 'case-06', 6, '{"v":2,"instance":"case-06","revision":6,"at":"2026-03-25T10:00:00+07:00","type":"completed","by":"lia","step":"timbang","visit":1,"outcome":"tidak","actor":"kasi","effects":{"capacity":"substitute","acting_as":"loket","status":"completed","end":"ditolak","position":"u/loket","compared":{"acara":"2026-04-01","syarat":["ktp","kk"],"jenis":"musik","tamu":2000,"ramai":false,"@today":"2026-03-25"}}}', '6b1217a08480f41a66186a1025b9c463638209cbdbd6f01569f7d2618173cc4a', NULL);
INSERT INTO public.sopflow_event VALUES (45, 'case-07', 2, '{"v":2,"instance":"case-07","revision":2,"at":"2026-03-25T10:00:00+07:00","type":"completed","by":"lia","step":"pilih","visit":1,"outcome":"N","actor":"loket","opened":[{"step":"kiri","visit":1,"actors":["loket"],"since":"2026-03-25T10:00:00+07:00","due":"2026-03-25T17:00:00+07:00"}],"effects":{"capacity":"definitif","position":"u/loket"}}', '2d455e4534cd66ee0cff4b11c26552b26a3738d0f7d57ae783c9bff1f5cc5fa3', NULL);
INSERT INTO public.sopflow_event VALUES (46, 'case-07', 3, '{"v":2,"instance":"case-07","revision":3,"at":"2026-03-25T10:00:00+07:00","type":"completed","by":"lia","step":"kiri","visit":1,"outcome":"done","actor":"loket","effects":{"capacity":"definitif","waiting":[[["kiri","gabung"],1]],"stuck":true,"position":"u/loket"}}', '6afc9c9273ea53484dd04cae75075a9687eb3e80c79685e2f121e6cfc05714ae', NULL);
INSERT INTO public.sopflow_event VALUES (47, 'case-08', 2, '{"v":2,"instance":"case-08","revision":2,"at":"2026-03-25T10:00:00+07:00","type":"completed","by":"lia","step":"pilih","visit":1,"outcome":"Y","actor":"loket","opened":[{"step":"kiri","visit":1,"actors":["loket"],"since":"2026-03-25T10:00:00+07:00","due":"2026-03-25T17:00:00+07:00"},{"step":"kanan","visit":1,"actors":["kasi"],"since":"2026-03-25T10:00:00+07:00"}],"effects":{"capacity":"definitif","position":"u/loket"}}', 'f4266df36834aeac9006173fdb9dc3c352d4309260f2dbdb26ba7be3153f753a', NULL);
INSERT INTO public.sopflow_event VALUES (48, 'case-08', 3, '{"v":2,"instance":"case-08","revision":3,"at":"2026-03-25T10:00:00+07:00","type":"completed","by":"lia","step":"kiri","visit":1,"outcome":"done","actor":"loket","effects":{"capacity":"definitif","waiting":[[["kiri","gabung"],1]],"position":"u/loket"}}', '081967c6cc8d71c8bd3517e376529fbe55e3e858d51b549386e19b50cab01f0f', NULL);
INSERT INTO public.sopflow_event VALUES (49, 'case-08', 4, '{"v":2,"instance":"case-08","revision":4,"at":"2026-03-25T10:00:00+07:00","type":"completed","by":"kemal","step":"kanan","visit":1,"outcome":"done","actor":"kasi","opened":[{"step":"gabung","visit":1,"actors":["loket","kasi"],"since":"2026-03-25T10:00:00+07:00","due":"2026-03-27T10:00:00+07:00"}],"effects":{"capacity":"definitif","waiting":[],"position":"u/kasi"}}', 'fe5fd47400c89d523effe753d7db55f2844330b182c39d7a4457b41a0079229a', NULL);
INSERT INTO public.sopflow_event VALUES (51, 'case-08', 6, '{"v":2,"instance":"case-08","revision":6,"at":"2026-03-25T10:00:00+07:00","type":"signed_off","by":"lia","step":"gabung","visit":1,"outcome":"done","actor":"kasi","asked":{"kind":"sign_off"},"effects":{"capacity":"a.n.","signature":{"actor":"kasi","by":"lia","outcome":"done","at":"2026-03-25T10:00:00+07:00","on_behalf_of":"kemal"},"position":"u/kasi","on_behalf_of":"kemal"}}', 'dbd83f9b4c68b840966f37ee54bf06e65bac1e25bb9954b5e3e31b09b362e192', NULL);
INSERT INTO public.sopflow_event VALUES (56, 'case-09', 4, '{"v":2,"instance":"case-09","revision":4,"at":"2026-03-25T10:00:00+07:00","type":"completed","by":"seno","step":"saksikan","visit":1,"outcome":"done","actor":"saksi","opened":[{"step":"periksa","visit":1,"actors":["kasi"],"since":"2026-03-25T10:00:00+07:00","due":"2026-03-27T10:00:00+07:00"}],"effects":{"capacity":"bound"}}', '16ed2860f4e21ccc99e977f6c020bc7537fb70ae3665d3d4f3941df3f021d6fe', NULL);
INSERT INTO public.sopflow_event VALUES (33, 'case-03', 10, '{"v":2,"instance":"case-03","revision":10,"at":"2026-03-25T10:00:00+07:00","type":"one_ended","by":"system","step":"kunjungi","visit":1,"outcome":"baik","asked":{"kind":"end_call","visit":1,"outcome":"baik","fields":{"hasil":[{"tempat":"Lapangan","catatan":"Rata"}]},"called":"case-03/case-04"},"effects":{"case":{"fields":{"hasil":[{"tempat":"Lapangan","catatan":"Rata"}]}},"ended":["case-03/case-04","baik"]}}', 'e9c371408d323997bf317642a632a0b08468b99e5948d429ea1a850af59b86a1', NULL);
INSERT INTO public.sopflow_event VALUES (34, 'case-03/case-05', 4, '{"v":2,"instance":"case-03/case-05","revision":4,"at":"2026-03-25T10:00:00+07:00","type":"completed","by":"lia","step":"lihat","visit":1,"outcome":"done","actor":"loket","opened":[{"step":"putus","visit":1,"actors":["loket"],"since":"2026-03-25T10:00:00+07:00"}],"asked":{"kind":"complete","fields":{"catatan":"Sempit"}},"effects":{"capacity":"definitif","position":"u/loket"}}', '9b0f111c0c5be03aab58549403190659e2335687b2a068c6b3574453c0c80862', NULL);
INSERT INTO public.sopflow_event VALUES (35, 'case-03', 11, '{"v":2,"instance":"case-03","revision":11,"at":"2026-03-25T10:00:00+07:00","type":"suspended","by":"lia","actor":"loket","asked":{"kind":"suspend","note":"hujan lagi"},"effects":{"capacity":"definitif","status":"suspended","position":"u/loket"}}', '958375f14937b7f1cd03ca0443542d05fc68fce660c57ca9ee0bf5e46456fa71', NULL);
INSERT INTO public.sopflow_event VALUES (36, 'case-03/case-05', 5, '{"v":2,"instance":"case-03/case-05","revision":5,"at":"2026-03-25T10:00:00+07:00","type":"suspended","by":"system","asked":{"kind":"suspend"},"effects":{"status":"suspended","is_held":true}}', '97216ec7c882395d78d478acc910e8b51afb1751addfaa5a0d4638e6def99861', NULL);
INSERT INTO public.sopflow_event VALUES (37, 'case-06', 1, '{"v":2,"instance":"case-06","revision":1,"at":"2026-03-25T10:00:00+07:00","type":"started","by":"siti","opened":[{"step":"ajukan","visit":1,"actors":["pemohon"],"since":"2026-03-25T10:00:00+07:00"}],"documents":["surat"],"asked":{"kind":"start","papers":[{"document":"surat","uri":"arsip:1","sha256":"0000000000000000000000000000000000000000000000000000000000000000","name":"surat.pdf","media_type":"application/pdf","size":12345}],"subject":"Acara","unit":"u","people":[["saksi",["sari","seno"]]]},"effects":{"sop":["izin","1","sha256-2:4b12bf43c83993ec515f9a90110f9feb21844eb807e7b9efa333e7e074c40691"],"people":[["pemohon",["siti"]],["saksi",["sari","seno"]]]}}', '0ed93a9e5bde16856d86e3364cad636b6afd445d76974cff481b4c729fa3e89c', NULL);
INSERT INTO public.sopflow_event VALUES (38, 'case-06', 2, '{"v":2,"instance":"case-06","revision":2,"at":"2026-03-25T10:00:00+07:00","type":"completed","by":"siti","step":"ajukan","visit":1,"outcome":"done","actor":"pemohon","opened":[{"step":"setuju","visit":1,"actors":["saksi"],"since":"2026-03-25T10:00:00+07:00"}],"asked":{"kind":"complete","key":"isi","fields":{"nama":{"@withheld":"bf6953a157517a2d728cb78fe0d906df402d28bfccf14df1af376c808dca7a82"},"nik":{"@withheld":"63de2dbed5bfd145b3338e6cc7bf7637fffd3fe9bdbd8a67d5fe25ecc85ade77"},"nilai":250000050,"jenis":"musik","syarat":["ktp","kk"],"acara":"2026-04-01","mulai":"19:30","tamu":2000,"luas":12.5,"ramai":false,"uraian":"Panggung\ndi lapangan","titik":[{"tempat":"Lapangan","luas":100},{"tempat":"Balai","luas":20.25}]}},"effects":{"capacity":"bound","case":{"fields":{"pagu":100000000}}}}', '6c97b15f105183159c50d4a7fb9069990b67e4533440c124eadc0bac80e0ac51', NULL);
INSERT INTO public.sopflow_event VALUES (43, 'case-07', 1, '{"v":2,"instance":"case-07","revision":1,"at":"2026-03-25T10:00:00+07:00","type":"started","by":"lia","opened":[{"step":"pilih","visit":1,"actors":["loket"],"since":"2026-03-25T10:00:00+07:00"}],"asked":{"kind":"start","unit":"u"},"effects":{"sop":["buntu","1","sha256-2:dd2a45b89ccd7763a8abb041363db52d3d19277d880a2e8b698dbf3b969ad212"]}}', '71697d4a53a9e203f86c1a28c21699283a5f0002b1a12fa578a31370a5625ea7', NULL);
INSERT INTO public.sopflow_event VALUES (44, 'case-08', 1, '{"v":2,"instance":"case-08","revision":1,"at":"2026-03-25T10:00:00+07:00","type":"started","by":"lia","opened":[{"step":"pilih","visit":1,"actors":["loket"],"since":"2026-03-25T10:00:00+07:00"}],"asked":{"kind":"start","unit":"u"},"effects":{"sop":["buntu","1","sha256-2:dd2a45b89ccd7763a8abb041363db52d3d19277d880a2e8b698dbf3b969ad212"]}}', 'a5cd24aaf7860fac18ae3faec9959dd876b477df97496a0c2c934fa235f2448d', NULL);
INSERT INTO public.sopflow_event VALUES (50, 'case-08', 5, '{"v":2,"instance":"case-08","revision":5,"at":"2026-03-25T10:00:00+07:00","type":"delegated","by":"kemal","step":"gabung","visit":1,"actor":"kasi","asked":{"kind":"delegate","note":"dinas luar","person":"lia"},"effects":{"capacity":"definitif","position":"u/kasi","claims":[{"actor":"kasi","person":"lia","on_behalf_of":"kemal"}]}}', '348b14604e86bdeffa93c1fb8c8dcd85abf70127f2ff8e1506d749ff6abadbdb', NULL);
INSERT INTO public.sopflow_event VALUES (52, 'case-08', 7, '{"v":2,"instance":"case-08","revision":7,"at":"2026-03-25T10:00:00+07:00","type":"claimed","by":"luki","step":"gabung","visit":1,"actor":"loket","asked":{"kind":"claim"},"effects":{"capacity":"definitif","position":"u/loket","claims":[{"actor":"kasi","person":"lia","on_behalf_of":"kemal"},{"actor":"loket","person":"luki"}]}}', 'f7124f6a33ffbf5eda5d5092f21d910616e8413bbc843d167d07df6096e3b31c', NULL);
INSERT INTO public.sopflow_event VALUES (53, 'case-09', 1, '{"v":2,"instance":"case-09","revision":1,"at":"2026-03-25T10:00:00+07:00","type":"started","by":"siti","opened":[{"step":"ajukan","visit":1,"actors":["pemohon"],"since":"2026-03-25T10:00:00+07:00"}],"documents":["surat"],"asked":{"kind":"start","papers":[{"document":"surat","uri":"arsip:1","sha256":"0000000000000000000000000000000000000000000000000000000000000000","name":"surat.pdf","media_type":"application/pdf","size":12345}],"subject":"Acara","unit":"u","people":[["saksi",["sari","seno"]]]},"effects":{"sop":["izin","1","sha256-2:4b12bf43c83993ec515f9a90110f9feb21844eb807e7b9efa333e7e074c40691"],"people":[["pemohon",["siti"]],["saksi",["sari","seno"]]]}}', '073385fd49ede60e1da20779796227aebcce221ea16d0b8a14c48daa64b06602', NULL);
INSERT INTO public.sopflow_event VALUES (54, 'case-09', 2, '{"v":2,"instance":"case-09","revision":2,"at":"2026-03-25T10:00:00+07:00","type":"completed","by":"siti","step":"ajukan","visit":1,"outcome":"done","actor":"pemohon","opened":[{"step":"setuju","visit":1,"actors":["saksi"],"since":"2026-03-25T10:00:00+07:00"}],"asked":{"kind":"complete","key":"isi","fields":{"nama":{"@withheld":"cb3ad0dab3e8541f901133ec1b63ddd2708d0f51e733c2c26ebbcf169434c175"},"nik":{"@withheld":"41c5d00fb9c12f78c018885a8d1980c20f360a2f64bb26670d72a37f85b88631"},"nilai":50000000,"jenis":"musik","syarat":["ktp"],"acara":"2026-08-17","mulai":"19:30","tamu":300,"luas":12.5,"ramai":false,"uraian":"Panggung\ndi lapangan","titik":[{"tempat":"Lapangan","luas":1}]}},"effects":{"capacity":"bound","case":{"fields":{"pagu":100000000}}}}', '0b9ade2fbca091609bbba53bc11398473744a950df91691d67bc848dc6e263ed', NULL);
INSERT INTO public.sopflow_event VALUES (55, 'case-09', 3, '{"v":2,"instance":"case-09","revision":3,"at":"2026-03-25T10:00:00+07:00","type":"migrated","by":"admin","asked":{"kind":"migrate","version":"2","mapping":[["setuju","saksikan"]]},"effects":{"sop":["izin","2","sha256-2:ca5071a11d1259a561d44ba01de1646e77af62ce09d77bb066920b28ba0cfbe9"],"restored":{"id":"case-09","sop":"izin","version":"2","digest":"sha256-2:ca5071a11d1259a561d44ba01de1646e77af62ce09d77bb066920b28ba0cfbe9","revision":2,"status":"running","started_at":"2026-03-25T10:00:00+07:00","at":"2026-03-25T10:00:00+07:00","started_by":"siti","active":[{"step":"saksikan","visit":1,"actors":["saksi"],"since":"2026-03-25T10:00:00+07:00"}],"documents":{"surat":{"version":1,"paper":{"document":"surat","uri":"arsip:1","sha256":"0000000000000000000000000000000000000000000000000000000000000000","name":"surat.pdf","media_type":"application/pdf","size":12345}}},"visits":{"ajukan":1,"saksikan":1},"unit":"u"},"case":{"fields":{"uraian":null}}}}', 'ba14c3692f5dfef6afd34661aeb0b61f70c61a6facd43853b15c9d3eec49de24', NULL);


--
-- Data for Name: sopflow_field; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.sopflow_field VALUES (1, 'jenis', 0, 'izin', 1773626400000000, 'musik', NULL, NULL, 'fields 73d7814aea01f778ad974230af088170');
INSERT INTO public.sopflow_field VALUES (1, 'acara', 0, 'izin', 1773626400000000, '2026-08-17', NULL, NULL, 'fields 73d7814aea01f778ad974230af088170');
INSERT INTO public.sopflow_field VALUES (1, 'nilai', 0, 'izin', 1773626400000000, NULL, 250000051, NULL, 'fields 73d7814aea01f778ad974230af088170');
INSERT INTO public.sopflow_field VALUES (2, 'nilai', 0, 'izin', 1773630000000000, NULL, 50000000, NULL, 'fields 73d7814aea01f778ad974230af088170');
INSERT INTO public.sopflow_field VALUES (2, 'jenis', 0, 'izin', 1773630000000000, 'musik', NULL, NULL, 'fields 73d7814aea01f778ad974230af088170');
INSERT INTO public.sopflow_field VALUES (2, 'acara', 0, 'izin', 1773630000000000, '2026-08-17', NULL, NULL, 'fields 73d7814aea01f778ad974230af088170');
INSERT INTO public.sopflow_field VALUES (3, 'nilai', 0, 'izin', 1773630000000000, NULL, 250000050, NULL, 'fields 73d7814aea01f778ad974230af088170');
INSERT INTO public.sopflow_field VALUES (3, 'jenis', 0, 'izin', 1773630000000000, 'musik', NULL, NULL, 'fields 73d7814aea01f778ad974230af088170');
INSERT INTO public.sopflow_field VALUES (3, 'acara', 0, 'izin', 1773630000000000, '2026-08-17', NULL, NULL, 'fields 73d7814aea01f778ad974230af088170');
INSERT INTO public.sopflow_field VALUES (6, 'nilai', 0, 'izin', 1774407600000000, NULL, 250000050, NULL, 'fields 73d7814aea01f778ad974230af088170');
INSERT INTO public.sopflow_field VALUES (6, 'jenis', 0, 'izin', 1774407600000000, 'musik', NULL, NULL, 'fields 73d7814aea01f778ad974230af088170');
INSERT INTO public.sopflow_field VALUES (6, 'acara', 0, 'izin', 1774407600000000, '2026-04-01', NULL, NULL, 'fields 73d7814aea01f778ad974230af088170');
INSERT INTO public.sopflow_field VALUES (9, 'nilai', 0, 'izin', 1774407600000000, NULL, 50000000, NULL, 'fields 73d7814aea01f778ad974230af088170');
INSERT INTO public.sopflow_field VALUES (9, 'jenis', 0, 'izin', 1774407600000000, 'musik', NULL, NULL, 'fields 73d7814aea01f778ad974230af088170');
INSERT INTO public.sopflow_field VALUES (9, 'acara', 0, 'izin', 1774407600000000, '2026-08-17', NULL, NULL, 'fields 73d7814aea01f778ad974230af088170');


--
-- Data for Name: sopflow_instance; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.sopflow_instance VALUES (1, 'case-01', 'izin', '1', 'sha256-2:4b12bf43c83993ec515f9a90110f9feb21844eb807e7b9efa333e7e074c40691', 11, 'running', 'Acara', 'u', NULL, 1773626400000000, 1773630000000000, NULL, 0, NULL, 0, 'c3bfe1e3abe50a3bb1b76f43b58b40500c7a9b28f882bb5b85191e92c7b99dea', '{"v":2,"control":{"id":"case-01","sop":"izin","version":"1","digest":"sha256-2:4b12bf43c83993ec515f9a90110f9feb21844eb807e7b9efa333e7e074c40691","revision":11,"status":"running","started_at":"2026-03-16T09:00:00+07:00","at":"2026-03-16T10:00:00+07:00","started_by":"siti","active":[{"step":"timbang","visit":1,"actors":["kasi"],"since":"2026-03-16T10:00:00+07:00"}],"documents":{"surat":{"version":2,"step":"ajukan","paper":{"document":"surat","uri":"arsip:1","sha256":"0000000000000000000000000000000000000000000000000000000000000000","name":"surat.pdf","media_type":"application/pdf","size":12345}}},"visits":{"ajukan":1,"setuju":1,"periksa":1,"pilah":1,"timbang":1},"unit":"u","fields_at":10},"case":{"subject":"Acara","people":[["pemohon",["siti"]],["saksi",["sinta"]]],"formerly":[["saksi",["sari","seno"]]]}}', 'f7505b73201d8bdedfa636c9f3804b15', 'siti', NULL, NULL);
INSERT INTO public.sopflow_instance VALUES (2, 'case-02', 'izin', '1', 'sha256-2:4b12bf43c83993ec515f9a90110f9feb21844eb807e7b9efa333e7e074c40691', 4, 'running', 'Acara', 'u', NULL, 1773630000000000, 1773630000000000, NULL, 0, NULL, 1, 'fb6dbb5153f0aea913cd409fe30c9046b2ce17281047b94c872262b78f675acf', '{"v":2,"control":{"id":"case-02","sop":"izin","version":"1","digest":"sha256-2:4b12bf43c83993ec515f9a90110f9feb21844eb807e7b9efa333e7e074c40691","revision":4,"status":"running","started_at":"2026-03-16T10:00:00+07:00","at":"2026-03-16T10:00:00+07:00","started_by":"siti","active":[{"step":"periksa","visit":1,"actors":["kasi"],"since":"2026-03-16T10:00:00+07:00","due":"2026-03-19T10:00:00+07:00","is_provisional":true}],"documents":{"surat":{"version":1,"paper":{"document":"surat","uri":"arsip:1","sha256":"0000000000000000000000000000000000000000000000000000000000000000","name":"surat.pdf","media_type":"application/pdf","size":12345}}},"visits":{"ajukan":1,"setuju":1,"periksa":1},"unit":"u","fields_at":2},"case":{"subject":"Acara","people":[["pemohon",["siti"]],["saksi",["sari","seno"]]]}}', 'f7505b73201d8bdedfa636c9f3804b15', 'siti', NULL, NULL);
INSERT INTO public.sopflow_instance VALUES (4, 'case-03/case-04', 'titik', '1', 'sha256-2:7c37e79a2eb0738bdf915b5c008768530ad50f734e7f1a3c702130f84574ebd8', 5, 'completed', 'Acara', 'u', 'baik', 1774407600000000, 1774407600000000, NULL, 0, NULL, 0, 'c0690b3ba527f3a69ecadd34ad7878a868259796e3d016295e90066cddeab07a', '{"v":2,"control":{"id":"case-03/case-04","sop":"titik","version":"1","digest":"sha256-2:7c37e79a2eb0738bdf915b5c008768530ad50f734e7f1a3c702130f84574ebd8","revision":5,"status":"completed","started_at":"2026-03-25T10:00:00+07:00","at":"2026-03-25T10:00:00+07:00","started_by":"system","visits":{"lihat":1,"putus":1},"end":"baik","parent":["case-03","kunjungi",1],"unit":"u","fields_at":4},"case":{"subject":"Acara","people":[["saksi",["sinta"]]],"formerly":[["saksi",["sari","seno"]]]}}', '172bb2d686208e6ee24a105e5882795d', 'system', 'case-03', 1774407600000000);
INSERT INTO public.sopflow_instance VALUES (5, 'case-03/case-05', 'titik', '1', 'sha256-2:7c37e79a2eb0738bdf915b5c008768530ad50f734e7f1a3c702130f84574ebd8', 5, 'suspended', 'Acara', 'u', NULL, 1774407600000000, 1774407600000000, NULL, 0, NULL, 0, '97216ec7c882395d78d478acc910e8b51afb1751addfaa5a0d4638e6def99861', '{"v":2,"control":{"id":"case-03/case-05","sop":"titik","version":"1","digest":"sha256-2:7c37e79a2eb0738bdf915b5c008768530ad50f734e7f1a3c702130f84574ebd8","revision":5,"status":"suspended","started_at":"2026-03-25T10:00:00+07:00","at":"2026-03-25T10:00:00+07:00","started_by":"system","active":[{"step":"putus","visit":1,"actors":["loket"],"since":"2026-03-25T10:00:00+07:00"}],"visits":{"lihat":1,"putus":1},"suspended_at":"2026-03-25T10:00:00+07:00","parent":["case-03","kunjungi",1],"unit":"u","is_held":true,"fields_at":4},"case":{"subject":"Acara","people":[["saksi",["sinta"]]],"formerly":[["saksi",["sari","seno"]]]}}', '172bb2d686208e6ee24a105e5882795d', 'system', 'case-03', NULL);
INSERT INTO public.sopflow_instance VALUES (3, 'case-03', 'izin', '1', 'sha256-2:4b12bf43c83993ec515f9a90110f9feb21844eb807e7b9efa333e7e074c40691', 11, 'suspended', 'Acara', 'u', NULL, 1773630000000000, 1774407600000000, NULL, 0, NULL, 0, '958375f14937b7f1cd03ca0443542d05fc68fce660c57ca9ee0bf5e46456fa71', '{"v":2,"control":{"id":"case-03","sop":"izin","version":"1","digest":"sha256-2:4b12bf43c83993ec515f9a90110f9feb21844eb807e7b9efa333e7e074c40691","revision":11,"status":"suspended","started_at":"2026-03-16T10:00:00+07:00","at":"2026-03-25T10:00:00+07:00","started_by":"siti","active":[{"step":"kunjungi","visit":1,"since":"2026-03-25T10:00:00+07:00","children":["case-03/case-04","case-03/case-05"],"ended":[["case-03/case-04","baik"]]}],"documents":{"surat":{"version":1,"paper":{"document":"surat","uri":"arsip:1","sha256":"0000000000000000000000000000000000000000000000000000000000000000","name":"surat.pdf","media_type":"application/pdf","size":12345}}},"visits":{"ajukan":1,"setuju":1,"periksa":1,"pilah":1,"timbang":1,"kunjungi":1},"suspended_at":"2026-03-25T10:00:00+07:00","unit":"u","fields_at":10},"case":{"subject":"Acara","people":[["pemohon",["siti"]],["saksi",["sinta"]]],"formerly":[["saksi",["sari","seno"]]]}}', 'f7505b73201d8bdedfa636c9f3804b15', 'siti', NULL, NULL);
INSERT INTO public.sopflow_instance VALUES (7, 'case-07', 'buntu', '1', 'sha256-2:dd2a45b89ccd7763a8abb041363db52d3d19277d880a2e8b698dbf3b969ad212', 3, 'running', NULL, 'u', NULL, 1774407600000000, 1774407600000000, NULL, 0, NULL, 0, '6afc9c9273ea53484dd04cae75075a9687eb3e80c79685e2f121e6cfc05714ae', '{"v":2,"control":{"id":"case-07","sop":"buntu","version":"1","digest":"sha256-2:dd2a45b89ccd7763a8abb041363db52d3d19277d880a2e8b698dbf3b969ad212","revision":3,"status":"running","started_at":"2026-03-25T10:00:00+07:00","at":"2026-03-25T10:00:00+07:00","started_by":"lia","visits":{"pilih":1,"kiri":1},"waiting":[[["kiri","gabung"],1]],"unit":"u"}}', '0be9a05b55f1b34ccdd1bf0812fab953', 'lia', NULL, NULL);
INSERT INTO public.sopflow_instance VALUES (6, 'case-06', 'izin', '1', 'sha256-2:4b12bf43c83993ec515f9a90110f9feb21844eb807e7b9efa333e7e074c40691', 6, 'completed', 'Acara', 'u', 'ditolak', 1774407600000000, 1774407600000000, NULL, 0, NULL, 0, '6b1217a08480f41a66186a1025b9c463638209cbdbd6f01569f7d2618173cc4a', '{"v":2,"control":{"id":"case-06","sop":"izin","version":"1","digest":"sha256-2:4b12bf43c83993ec515f9a90110f9feb21844eb807e7b9efa333e7e074c40691","revision":6,"status":"completed","started_at":"2026-03-25T10:00:00+07:00","at":"2026-03-25T10:00:00+07:00","started_by":"siti","documents":{"surat":{"version":1,"paper":{"document":"surat","uri":"arsip:1","sha256":"0000000000000000000000000000000000000000000000000000000000000000","name":"surat.pdf","media_type":"application/pdf","size":12345}}},"visits":{"ajukan":1,"setuju":1,"periksa":1,"pilah":1,"timbang":1},"end":"ditolak","unit":"u","fields_at":2},"case":{"subject":"Acara","people":[["pemohon",["siti"]],["saksi",["sari","seno"]]]}}', 'f7505b73201d8bdedfa636c9f3804b15', 'siti', NULL, 1774407600000000);
INSERT INTO public.sopflow_instance VALUES (8, 'case-08', 'buntu', '1', 'sha256-2:dd2a45b89ccd7763a8abb041363db52d3d19277d880a2e8b698dbf3b969ad212', 7, 'running', NULL, 'u', NULL, 1774407600000000, 1774407600000000, NULL, 0, NULL, 0, 'f7124f6a33ffbf5eda5d5092f21d910616e8413bbc843d167d07df6096e3b31c', '{"v":2,"control":{"id":"case-08","sop":"buntu","version":"1","digest":"sha256-2:dd2a45b89ccd7763a8abb041363db52d3d19277d880a2e8b698dbf3b969ad212","revision":7,"status":"running","started_at":"2026-03-25T10:00:00+07:00","at":"2026-03-25T10:00:00+07:00","started_by":"lia","active":[{"step":"gabung","visit":1,"actors":["loket","kasi"],"since":"2026-03-25T10:00:00+07:00","due":"2026-03-27T10:00:00+07:00","signed":[{"actor":"kasi","by":"lia","outcome":"done","at":"2026-03-25T10:00:00+07:00","on_behalf_of":"kemal"}],"claims":[{"actor":"kasi","person":"lia","on_behalf_of":"kemal"},{"actor":"loket","person":"luki"}]}],"visits":{"pilih":1,"kiri":1,"kanan":1,"gabung":1},"unit":"u"}}', '0be9a05b55f1b34ccdd1bf0812fab953', 'lia', NULL, NULL);
INSERT INTO public.sopflow_instance VALUES (9, 'case-09', 'izin', '2', 'sha256-2:ca5071a11d1259a561d44ba01de1646e77af62ce09d77bb066920b28ba0cfbe9', 4, 'running', 'Acara', 'u', NULL, 1774407600000000, 1774407600000000, NULL, 0, NULL, 0, '16ed2860f4e21ccc99e977f6c020bc7537fb70ae3665d3d4f3941df3f021d6fe', '{"v":2,"control":{"id":"case-09","sop":"izin","version":"2","digest":"sha256-2:ca5071a11d1259a561d44ba01de1646e77af62ce09d77bb066920b28ba0cfbe9","revision":4,"status":"running","started_at":"2026-03-25T10:00:00+07:00","at":"2026-03-25T10:00:00+07:00","started_by":"siti","active":[{"step":"periksa","visit":1,"actors":["kasi"],"since":"2026-03-25T10:00:00+07:00","due":"2026-03-27T10:00:00+07:00"}],"documents":{"surat":{"version":1,"paper":{"document":"surat","uri":"arsip:1","sha256":"0000000000000000000000000000000000000000000000000000000000000000","name":"surat.pdf","media_type":"application/pdf","size":12345}}},"visits":{"ajukan":1,"saksikan":1,"periksa":1},"unit":"u","fields_at":3},"case":{"subject":"Acara","people":[["pemohon",["siti"]],["saksi",["sari","seno"]]]}}', 'f7505b73201d8bdedfa636c9f3804b15', 'siti', NULL, NULL);


--
-- Data for Name: sopflow_key; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.sopflow_key VALUES ('case-02', 'isi', 'case-02', 2);
INSERT INTO public.sopflow_key VALUES ('case-03', 'isi', 'case-03', 2);
INSERT INTO public.sopflow_key VALUES ('case-06', 'isi', 'case-06', 2);
INSERT INTO public.sopflow_key VALUES ('case-09', 'isi', 'case-09', 2);


--
-- Data for Name: sopflow_person; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.sopflow_person VALUES (1, 'siti', 1773626400000000, 1);
INSERT INTO public.sopflow_person VALUES (1, 'lia', 1773626400000000, 1);
INSERT INTO public.sopflow_person VALUES (1, 'karim', 1773626400000000, 1);
INSERT INTO public.sopflow_person VALUES (1, 'sinta', 1773626400000000, 1);
INSERT INTO public.sopflow_person VALUES (2, 'sari', 1773630000000000, 0);
INSERT INTO public.sopflow_person VALUES (2, 'siti', 1773630000000000, 1);
INSERT INTO public.sopflow_person VALUES (2, 'seno', 1773630000000000, 1);
INSERT INTO public.sopflow_person VALUES (3, 'siti', 1773630000000000, 1);
INSERT INTO public.sopflow_person VALUES (3, 'karim', 1773630000000000, 1);
INSERT INTO public.sopflow_person VALUES (3, 'sinta', 1773630000000000, 1);
INSERT INTO public.sopflow_person VALUES (3, 'lia', 1773630000000000, 1);
INSERT INTO public.sopflow_person VALUES (4, 'sinta', 1774407600000000, 0);
INSERT INTO public.sopflow_person VALUES (5, 'sinta', 1774407600000000, 0);
INSERT INTO public.sopflow_person VALUES (4, 'lia', 1774407600000000, 1);
INSERT INTO public.sopflow_person VALUES (5, 'lia', 1774407600000000, 1);
INSERT INTO public.sopflow_person VALUES (6, 'seno', 1774407600000000, 0);
INSERT INTO public.sopflow_person VALUES (6, 'siti', 1774407600000000, 1);
INSERT INTO public.sopflow_person VALUES (6, 'sari', 1774407600000000, 1);
INSERT INTO public.sopflow_person VALUES (6, 'lia', 1774407600000000, 1);
INSERT INTO public.sopflow_person VALUES (7, 'lia', 1774407600000000, 1);
INSERT INTO public.sopflow_person VALUES (8, 'lia', 1774407600000000, 1);
INSERT INTO public.sopflow_person VALUES (8, 'kemal', 1774407600000000, 1);
INSERT INTO public.sopflow_person VALUES (8, 'luki', 1774407600000000, 1);
INSERT INTO public.sopflow_person VALUES (9, 'sari', 1774407600000000, 0);
INSERT INTO public.sopflow_person VALUES (9, 'siti', 1774407600000000, 1);
INSERT INTO public.sopflow_person VALUES (9, 'admin', 1774407600000000, 1);
INSERT INTO public.sopflow_person VALUES (9, 'seno', 1774407600000000, 1);


--
-- Data for Name: sopflow_position; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.sopflow_position VALUES ('f7505b73201d8bdedfa636c9f3804b15', 'own:kasi', 'u', 'izin');
INSERT INTO public.sopflow_position VALUES ('f7505b73201d8bdedfa636c9f3804b15', 'substitute:loket', 'u', 'izin');
INSERT INTO public.sopflow_position VALUES ('fields 73d7814aea01f778ad974230af088170', 'own:kasi', 'u', 'izin');
INSERT INTO public.sopflow_position VALUES ('fields 73d7814aea01f778ad974230af088170', 'own:loket', 'u', 'izin');
INSERT INTO public.sopflow_position VALUES ('fields 73d7814aea01f778ad974230af088170', 'reads:kasi', 'u', 'izin');
INSERT INTO public.sopflow_position VALUES ('fields 73d7814aea01f778ad974230af088170', 'reads:loket', 'u', 'izin');
INSERT INTO public.sopflow_position VALUES ('fields 73d7814aea01f778ad974230af088170', 'reads:pemohon', 'u', 'izin');
INSERT INTO public.sopflow_position VALUES ('fields 73d7814aea01f778ad974230af088170', 'substitute:loket', 'u', 'izin');
INSERT INTO public.sopflow_position VALUES ('f916ce22d7048a2dd323ea0bedfd0053', 'own:kasi', 'u', 'izin');
INSERT INTO public.sopflow_position VALUES ('f916ce22d7048a2dd323ea0bedfd0053', 'own:loket', 'u', 'izin');
INSERT INTO public.sopflow_position VALUES ('f916ce22d7048a2dd323ea0bedfd0053', 'substitute:loket', 'u', 'izin');
INSERT INTO public.sopflow_position VALUES ('172bb2d686208e6ee24a105e5882795d', 'open', 'u', 'titik');
INSERT INTO public.sopflow_position VALUES ('172bb2d686208e6ee24a105e5882795d', 'own:loket', 'u', 'titik');
INSERT INTO public.sopflow_position VALUES ('0be9a05b55f1b34ccdd1bf0812fab953', 'open', 'u', 'buntu');
INSERT INTO public.sopflow_position VALUES ('0be9a05b55f1b34ccdd1bf0812fab953', 'own:kasi', 'u', 'buntu');
INSERT INTO public.sopflow_position VALUES ('0be9a05b55f1b34ccdd1bf0812fab953', 'own:loket', 'u', 'buntu');


--
-- Data for Name: sopflow_private; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.sopflow_private VALUES ('case-01', 2, 'nama', '20030563b4723e9ddcaab933a5180cb24c148af80ef3bfe4806842c5c669f24d', '"Siti Aminah"');
INSERT INTO public.sopflow_private VALUES ('case-01', 4, 'nama', '86099db9d592afe4b426fc2ba27a9bbfcfd76b2b5f4900541f3d814226b1f377', '"Siti Aminah"');
INSERT INTO public.sopflow_private VALUES ('case-02', 2, 'nama', '0ddf43f58cbc561203c84d3dd031b66a9b5316401e7de4699952ccedf1b9c133', '"Siti Aminah"');
INSERT INTO public.sopflow_private VALUES ('case-02', 2, 'nik', '95bfeb17f351bc1052aa07f2ac0627763f1301663f08860d9254b6198cf7841c', '"3171234567890001"');
INSERT INTO public.sopflow_private VALUES ('case-03', 2, 'nama', 'ee618a3d73881b5b04038c834c9eee17edf3585be9656becdb0f9e9d9e1dbc48', '"Siti Aminah"');
INSERT INTO public.sopflow_private VALUES ('case-03', 2, 'nik', 'a921bfcf66ac9d4e886f101c7e28b34df3012e4c5b06e85ed11743bc71969c65', '"3171234567890001"');
INSERT INTO public.sopflow_private VALUES ('case-06', 2, 'nama', '1049949a73dbfeaf27e9a530c1d38f3434a5490125ecc25839f5efae10ba19ee', '"Siti Aminah"');
INSERT INTO public.sopflow_private VALUES ('case-06', 2, 'nik', '4ca256ee6a8ccc5d9fb6044acc56672856299bcbd1b3aee1710e84acd29d7da1', '"3171234567890001"');
INSERT INTO public.sopflow_private VALUES ('case-09', 2, 'nama', '9c421da2427ff3323e9cb3535e667dc4fe151dfc93d66f40e902867eae5d4040', '"Siti Aminah"');
INSERT INTO public.sopflow_private VALUES ('case-09', 2, 'nik', 'fed2dc6602a6f3c805491f746ffeec555914abbfc5a577bd2d655faee27ba71e', '"3171234567890001"');


--
-- Data for Name: sopflow_reader; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.sopflow_reader VALUES (1, 'fields 73d7814aea01f778ad974230af088170', 'siti');
INSERT INTO public.sopflow_reader VALUES (2, 'fields 73d7814aea01f778ad974230af088170', 'siti');
INSERT INTO public.sopflow_reader VALUES (3, 'fields 73d7814aea01f778ad974230af088170', 'siti');
INSERT INTO public.sopflow_reader VALUES (6, 'fields 73d7814aea01f778ad974230af088170', 'siti');
INSERT INTO public.sopflow_reader VALUES (9, 'fields 73d7814aea01f778ad974230af088170', 'siti');


--
-- Data for Name: sopflow_schema; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.sopflow_schema VALUES ('0012');


--
-- Data for Name: sopflow_set_aside; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: sopflow_subscriber; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.sopflow_subscriber VALUES ('arsip', 56, '7ae72c8b6c214ee38fe50ca6b8b2f6f6', 1795803744849451);


--
-- Data for Name: sopflow_word; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.sopflow_word VALUES ('acara', 1773626400000000, 1);
INSERT INTO public.sopflow_word VALUES ('acara', 1773630000000000, 2);
INSERT INTO public.sopflow_word VALUES ('acara', 1773630000000000, 3);
INSERT INTO public.sopflow_word VALUES ('acara', 1774407600000000, 4);
INSERT INTO public.sopflow_word VALUES ('acara', 1774407600000000, 5);
INSERT INTO public.sopflow_word VALUES ('acara', 1774407600000000, 6);
INSERT INTO public.sopflow_word VALUES ('acara', 1774407600000000, 9);


--
-- Data for Name: sopflow_work_item; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.sopflow_work_item VALUES ('case-01', 'timbang', 1, 'kasi', 4611686018427387904, 1, 'izin', 'u', NULL);
INSERT INTO public.sopflow_work_item VALUES ('case-02', 'periksa', 1, 'kasi', 1773889200000000, 1, 'izin', 'u', NULL);
INSERT INTO public.sopflow_work_item VALUES ('case-08', 'gabung', 1, 'loket', 1774580400000000, 1, 'buntu', 'u', 'luki');
INSERT INTO public.sopflow_work_item VALUES ('case-09', 'periksa', 1, 'kasi', 1774580400000000, 1, 'izin', 'u', NULL);


--
-- Name: sopflow_activation_number_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.sopflow_activation_number_seq', 4, true);


--
-- Name: sopflow_definition_number_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.sopflow_definition_number_seq', 4, true);


--
-- Name: sopflow_event_position_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.sopflow_event_position_seq', 56, true);


--
-- Name: sopflow_instance_number_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.sopflow_instance_number_seq', 9, true);


--
-- Name: sopflow_activation sopflow_activation_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.sopflow_activation
    ADD CONSTRAINT sopflow_activation_pkey PRIMARY KEY (number);


--
-- Name: sopflow_case sopflow_case_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.sopflow_case
    ADD CONSTRAINT sopflow_case_pkey PRIMARY KEY (instance);


--
-- Name: sopflow_definition sopflow_definition_digest_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.sopflow_definition
    ADD CONSTRAINT sopflow_definition_digest_key UNIQUE (digest);


--
-- Name: sopflow_definition sopflow_definition_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.sopflow_definition
    ADD CONSTRAINT sopflow_definition_pkey PRIMARY KEY (number);


--
-- Name: sopflow_definition sopflow_definition_sop_version_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.sopflow_definition
    ADD CONSTRAINT sopflow_definition_sop_version_key UNIQUE (sop, version);


--
-- Name: sopflow_epoch sopflow_epoch_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.sopflow_epoch
    ADD CONSTRAINT sopflow_epoch_pkey PRIMARY KEY (value);


--
-- Name: sopflow_event sopflow_event_instance_revision_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.sopflow_event
    ADD CONSTRAINT sopflow_event_instance_revision_key UNIQUE (instance, revision);


--
-- Name: sopflow_event sopflow_event_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.sopflow_event
    ADD CONSTRAINT sopflow_event_pkey PRIMARY KEY ("position");


--
-- Name: sopflow_field sopflow_field_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.sopflow_field
    ADD CONSTRAINT sopflow_field_pkey PRIMARY KEY (number, field, item);


--
-- Name: sopflow_instance sopflow_instance_id_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.sopflow_instance
    ADD CONSTRAINT sopflow_instance_id_key UNIQUE (id);


--
-- Name: sopflow_instance sopflow_instance_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.sopflow_instance
    ADD CONSTRAINT sopflow_instance_pkey PRIMARY KEY (number);


--
-- Name: sopflow_key sopflow_key_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.sopflow_key
    ADD CONSTRAINT sopflow_key_pkey PRIMARY KEY (scope, key);


--
-- Name: sopflow_person sopflow_person_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.sopflow_person
    ADD CONSTRAINT sopflow_person_pkey PRIMARY KEY (number, person);


--
-- Name: sopflow_position sopflow_position_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.sopflow_position
    ADD CONSTRAINT sopflow_position_pkey PRIMARY KEY (audience, "position");


--
-- Name: sopflow_private sopflow_private_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.sopflow_private
    ADD CONSTRAINT sopflow_private_pkey PRIMARY KEY (instance, revision, field);


--
-- Name: sopflow_reader sopflow_reader_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.sopflow_reader
    ADD CONSTRAINT sopflow_reader_pkey PRIMARY KEY (number, audience, person);


--
-- Name: sopflow_schema sopflow_schema_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.sopflow_schema
    ADD CONSTRAINT sopflow_schema_pkey PRIMARY KEY (version_num);


--
-- Name: sopflow_set_aside sopflow_set_aside_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.sopflow_set_aside
    ADD CONSTRAINT sopflow_set_aside_pkey PRIMARY KEY (subscriber, instance);


--
-- Name: sopflow_subscriber sopflow_subscriber_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.sopflow_subscriber
    ADD CONSTRAINT sopflow_subscriber_pkey PRIMARY KEY (name);


--
-- Name: sopflow_word sopflow_word_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.sopflow_word
    ADD CONSTRAINT sopflow_word_pkey PRIMARY KEY (word, started_at, number);


--
-- Name: sopflow_work_item sopflow_work_item_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.sopflow_work_item
    ADD CONSTRAINT sopflow_work_item_pkey PRIMARY KEY (instance, step, visit, actor);


--
-- Name: sopflow_activation_by_sop; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX sopflow_activation_by_sop ON public.sopflow_activation USING btree (sop, number);


--
-- Name: sopflow_field_by_audience; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX sopflow_field_by_audience ON public.sopflow_field USING btree (sop, field, audience, number);


--
-- Name: sopflow_field_by_decimal; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX sopflow_field_by_decimal ON public.sopflow_field USING btree (sop, field, decimal_value, started_at, number) WHERE (decimal_value IS NOT NULL);


--
-- Name: sopflow_field_by_text; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX sopflow_field_by_text ON public.sopflow_field USING btree (sop, field, text_value, started_at, number) WHERE (text_value IS NOT NULL);


--
-- Name: sopflow_field_by_whole; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX sopflow_field_by_whole ON public.sopflow_field USING btree (sop, field, whole_value, started_at, number) WHERE (whole_value IS NOT NULL);


--
-- Name: sopflow_instance_by_audience; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX sopflow_instance_by_audience ON public.sopflow_instance USING btree (audience, status, started_at, number) WHERE (audience IS NOT NULL);


--
-- Name: sopflow_instance_by_due; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX sopflow_instance_by_due ON public.sopflow_instance USING btree (due, number) WHERE (due IS NOT NULL);


--
-- Name: sopflow_instance_by_end; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX sopflow_instance_by_end ON public.sopflow_instance USING btree (ended_at, number) WHERE (ended_at IS NOT NULL);


--
-- Name: sopflow_instance_by_parent; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX sopflow_instance_by_parent ON public.sopflow_instance USING btree (parent, started_at, number) WHERE (parent IS NOT NULL);


--
-- Name: sopflow_instance_by_sop; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX sopflow_instance_by_sop ON public.sopflow_instance USING btree (sop, status, started_at, number);


--
-- Name: sopflow_instance_by_start; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX sopflow_instance_by_start ON public.sopflow_instance USING btree (started_at, number);


--
-- Name: sopflow_instance_by_starter; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX sopflow_instance_by_starter ON public.sopflow_instance USING btree (started_by, started_at, number);


--
-- Name: sopflow_instance_by_status; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX sopflow_instance_by_status ON public.sopflow_instance USING btree (status, started_at, number);


--
-- Name: sopflow_instance_by_unit; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX sopflow_instance_by_unit ON public.sopflow_instance USING btree (unit, status, started_at, number) WHERE (unit IS NOT NULL);


--
-- Name: sopflow_instance_provisional; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX sopflow_instance_provisional ON public.sopflow_instance USING btree (started_at, number) WHERE (provisional = 1);


--
-- Name: sopflow_instance_waking; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX sopflow_instance_waking ON public.sopflow_instance USING btree (wakes_at) WHERE (wakes_at IS NOT NULL);


--
-- Name: sopflow_person_by_start; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX sopflow_person_by_start ON public.sopflow_person USING btree (person, started_at, number);


--
-- Name: sopflow_position_by_place; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX sopflow_position_by_place ON public.sopflow_position USING btree ("position", unit, sop, audience);


--
-- Name: sopflow_work_item_by_actor; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX sopflow_work_item_by_actor ON public.sopflow_work_item USING btree (actor, due, instance, step, visit);


--
-- Name: sopflow_work_item_by_due; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX sopflow_work_item_by_due ON public.sopflow_work_item USING btree (due, instance, step, visit, actor) WHERE (is_first = 1);


--
-- Name: sopflow_work_item_by_person; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX sopflow_work_item_by_person ON public.sopflow_work_item USING btree (person, due, instance, step, visit, actor) WHERE (person IS NOT NULL);


--
-- Name: sopflow_work_item_by_place; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX sopflow_work_item_by_place ON public.sopflow_work_item USING btree (actor, unit, due, instance, step, visit) WHERE (unit IS NOT NULL);


--
-- Name: sopflow_work_item_by_step; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX sopflow_work_item_by_step ON public.sopflow_work_item USING btree (step, sop, due, instance, visit, actor) WHERE (is_first > 0);


--
-- Name: sopflow_work_item_by_unit; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX sopflow_work_item_by_unit ON public.sopflow_work_item USING btree (unit, due, instance, step, visit, actor) WHERE ((unit IS NOT NULL) AND (is_first = 1));


--
-- PostgreSQL database dump complete
--

\unrestrict FP1rTSW9QfuLAl4Mwez5QDeJ9nnbFpNNIlX7eqeIeHDdZh7quJ3qA8yyYYEXKCW

