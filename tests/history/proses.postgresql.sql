--
-- PostgreSQL database dump
--

\restrict kJq8vbUSOAdGl4mmtSGCRoyvhzXJGc4eW9clDyFdiBfq75o07PxwoPwhuHCLQi5

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
-- Name: sopflow_event; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.sopflow_event (
    "position" bigint NOT NULL,
    instance text NOT NULL,
    revision integer NOT NULL,
    body text NOT NULL,
    hash text NOT NULL
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
    end_name text,
    started_at bigint NOT NULL,
    changed_at bigint NOT NULL,
    wakes_at bigint,
    head text NOT NULL,
    snapshot text NOT NULL,
    claimed_until bigint DEFAULT '0'::bigint NOT NULL,
    unit text,
    due bigint,
    provisional integer DEFAULT 0 NOT NULL
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
-- Name: sopflow_schema; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.sopflow_schema (
    version_num character varying(32) NOT NULL
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
-- Data for Name: sopflow_definition; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.sopflow_definition VALUES (1, 'sha256:638f9a5d4e0e35c931cbd6de80843b4b97856114386c781f36587d357a2310f2', 'induk', '1', '{"v":1,"is":"Definition","id":"induk","title":"Prosedur induk","version":"1","actors":{"is":"map","items":[["a",{"is":"Actor","id":"a","title":"Petugas"}],["b",{"is":"Actor","id":"b","title":"Kasi","substitutes":["a"]}],["c",{"is":"Actor","id":"c","title":"Camat"}],["p",{"is":"Actor","id":"p","title":"Pemohon","external":true}],["d",{"is":"Actor","id":"d","title":"Pejabat terkait","chosen_by":"mulai","among":["b","c"]}]]},"documents":{"is":"map","items":[["surat",{"is":"Document","id":"surat","title":"Surat"}],["draf",{"is":"Document","id":"draf","title":"Draf surat","draft_of":"surat"}],["tanggapan",{"is":"Document","id":"tanggapan","title":"Tanggapan","external":true}],["printer",{"is":"Document","id":"printer","title":"Printer","kind":"equipment"}],["Hasil",{"is":"Document","id":"Hasil","title":"Hasil"}]]},"steps":[{"is":"Step","id":"mulai","number":"1","activity":"Memulai.","actors":["a"],"sign_off":"any","inputs":[],"outputs":["draf"],"duration":{"is":"Duration","parts":[["hari",{"is":"Decimal","value":"3"}]]},"next":["bila_perlu"],"on_late":[{"is":"OnLate","act":"remind"},{"is":"OnLate","act":"escalate","after":{"is":"Duration","parts":[["hari",{"is":"Decimal","value":"1"}]]},"actor":"b"}],"extension":{"is":"Extension","by":["b"],"at_most":{"is":"Duration","parts":[["hari",{"is":"Decimal","value":"2"}]]},"times":2}},{"is":"Step","id":"bila_perlu","number":"2","activity":"Melengkapi.","actors":["a"],"sign_off":"any","inputs":[],"outputs":[],"duration":{"is":"Duration","parts":[["hari",{"is":"Decimal","value":"1"}]]},"next":["paraf"],"optional":true},{"is":"Step","id":"paraf","number":"3","activity":"Memaraf.","actors":["b","c"],"sign_off":"all","inputs":[{"is":"Input","document":"draf"},{"is":"Input","document":"printer"}],"outputs":["surat"],"duration":null,"next":[],"branches":[{"is":"Branch","name":"Y","targets":["tunggu"]},{"is":"Branch","name":"N","targets":["mulai"]}]},{"is":"Step","id":"tunggu","number":"4","activity":"Menunggu tanggapan.","actors":[],"sign_off":"any","inputs":[],"outputs":[],"duration":null,"next":["putusan"],"wait":{"is":"Wait","lasts":{"is":"Duration","parts":[["hari",{"is":"Decimal","value":"2"}]]},"until":"tanggapan","late":["putusan"]}},{"is":"Step","id":"putusan","number":"5","activity":"Memutuskan.","actors":["d"],"sign_off":"any","inputs":[],"outputs":[],"duration":{"is":"Duration","parts":[["hari",{"is":"Decimal","value":"1"}]]},"next":[],"branches":[{"is":"Branch","name":"lanjut","targets":["jeda","periksa"]},{"is":"Branch","name":"tolak","targets":[{"is":"End","name":"ditolak","closes_all":true}],"note_required":true},{"is":"Branch","name":"lain","targets":{"is":"Unknown"}}],"on_late":[{"is":"OnLate","act":"take","branch":"lanjut"}]},{"is":"Step","id":"jeda","number":"6","activity":"Menunggu.","actors":[],"sign_off":"any","inputs":[],"outputs":[],"duration":null,"next":["anak"],"wait":{"is":"Wait","lasts":{"is":"Duration","parts":[["jam",{"is":"Decimal","value":"1"}]]}}},{"is":"Step","id":"periksa","number":"7","activity":"Memeriksa.","actors":["c"],"sign_off":"any","inputs":[{"is":"Input","document":"surat"}],"outputs":[],"duration":null,"next":["anak"],"separate_from":["mulai"]},{"is":"Step","id":"anak","number":"8","activity":"Menjalankan SOP lain.","actors":[],"sign_off":"any","inputs":[{"is":"Input","document":"surat"}],"outputs":["Hasil"],"duration":null,"next":[],"branches":[{"is":"Branch","name":"selesai","targets":["kirim"]},{"is":"Branch","name":"batal","targets":[{"is":"End","name":"batal"}]}],"join":["jeda","periksa"],"call":"anak"},{"is":"Step","id":"kirim","number":"9","activity":"Mengirim.","actors":["a"],"sign_off":"any","inputs":[],"outputs":[],"duration":{"is":"Duration","parts":[["hari",{"is":"Decimal","value":"1"}]]},"next":[{"is":"End","name":"selesai","hand_over":"arsip"}],"same_as":"mulai"}],"identity":{"is":"Identity"},"calendar":"kantor","time_limit":{"is":"Duration","parts":[["hari",{"is":"Decimal","value":"8"}]]},"digest":"sha256:638f9a5d4e0e35c931cbd6de80843b4b97856114386c781f36587d357a2310f2","extension":{"is":"Extension","by":["b"],"at_most":{"is":"Duration","parts":[["hari",{"is":"Decimal","value":"2"}]]},"times":3}}');
INSERT INTO public.sopflow_definition VALUES (2, 'sha256:d6c4ae4865e9d26f6f637e027b74418c594e58ad107d8fb3cbb23e627eaf389a', 'anak', '1', '{"v":1,"is":"Definition","id":"anak","title":"Prosedur anak","version":"1","actors":{"is":"map","items":[["b",{"is":"Actor","id":"b","title":"Kasi"}]]},"documents":{"is":"map","items":[]},"steps":[{"is":"Step","id":"kerja","number":"1","activity":"Mengerjakan.","actors":["b"],"sign_off":"any","inputs":[],"outputs":[],"duration":null,"next":[],"branches":[{"is":"Branch","name":"selesai","targets":[{"is":"End","name":"selesai"}]},{"is":"Branch","name":"batal","targets":[{"is":"End","name":"batal"}]}]}],"identity":{"is":"Identity"},"digest":"sha256:d6c4ae4865e9d26f6f637e027b74418c594e58ad107d8fb3cbb23e627eaf389a"}');
INSERT INTO public.sopflow_definition VALUES (3, 'sha256:9a30e955a4de08e884aeae817d69e1e0e85dddf8d345518d0545b00171546771', 'induk', '2', '{"v":1,"is":"Definition","id":"induk","title":"Prosedur induk","version":"2","actors":{"is":"map","items":[["a",{"is":"Actor","id":"a","title":"Petugas"}],["b",{"is":"Actor","id":"b","title":"Kasi","substitutes":["a"]}],["c",{"is":"Actor","id":"c","title":"Camat"}],["p",{"is":"Actor","id":"p","title":"Pemohon","external":true}],["d",{"is":"Actor","id":"d","title":"Pejabat terkait","chosen_by":"mulai","among":["b","c"]}]]},"documents":{"is":"map","items":[["surat",{"is":"Document","id":"surat","title":"Surat"}],["draf",{"is":"Document","id":"draf","title":"Draf surat","draft_of":"surat"}],["tanggapan",{"is":"Document","id":"tanggapan","title":"Tanggapan","external":true}],["printer",{"is":"Document","id":"printer","title":"Printer","kind":"equipment"}],["Hasil",{"is":"Document","id":"Hasil","title":"Hasil"}]]},"steps":[{"is":"Step","id":"mulai","number":"1","activity":"Memulai.","actors":["a"],"sign_off":"any","inputs":[],"outputs":["draf"],"duration":{"is":"Duration","parts":[["hari",{"is":"Decimal","value":"3"}]]},"next":["melengkapi"],"on_late":[{"is":"OnLate","act":"remind"},{"is":"OnLate","act":"escalate","after":{"is":"Duration","parts":[["hari",{"is":"Decimal","value":"1"}]]},"actor":"b"}],"extension":{"is":"Extension","by":["b"],"at_most":{"is":"Duration","parts":[["hari",{"is":"Decimal","value":"2"}]]},"times":2}},{"is":"Step","id":"melengkapi","number":"2","activity":"Melengkapi.","actors":["a"],"sign_off":"any","inputs":[],"outputs":[],"duration":{"is":"Duration","parts":[["hari",{"is":"Decimal","value":"1"}]]},"next":["paraf"],"optional":true},{"is":"Step","id":"paraf","number":"3","activity":"Memaraf.","actors":["b","c"],"sign_off":"all","inputs":[{"is":"Input","document":"draf"},{"is":"Input","document":"printer"}],"outputs":["surat"],"duration":null,"next":[],"branches":[{"is":"Branch","name":"Y","targets":["tunggu"]},{"is":"Branch","name":"N","targets":["mulai"]}]},{"is":"Step","id":"tunggu","number":"4","activity":"Menunggu tanggapan.","actors":[],"sign_off":"any","inputs":[],"outputs":[],"duration":null,"next":["putusan"],"wait":{"is":"Wait","lasts":{"is":"Duration","parts":[["hari",{"is":"Decimal","value":"2"}]]},"until":"tanggapan","late":["putusan"]}},{"is":"Step","id":"putusan","number":"5","activity":"Memutuskan.","actors":["d"],"sign_off":"any","inputs":[],"outputs":[],"duration":{"is":"Duration","parts":[["hari",{"is":"Decimal","value":"1"}]]},"next":[],"branches":[{"is":"Branch","name":"lanjut","targets":["jeda","periksa"]},{"is":"Branch","name":"tolak","targets":[{"is":"End","name":"ditolak","closes_all":true}],"note_required":true},{"is":"Branch","name":"lain","targets":{"is":"Unknown"}}],"on_late":[{"is":"OnLate","act":"take","branch":"lanjut"}]},{"is":"Step","id":"jeda","number":"6","activity":"Menunggu.","actors":[],"sign_off":"any","inputs":[],"outputs":[],"duration":null,"next":["anak"],"wait":{"is":"Wait","lasts":{"is":"Duration","parts":[["jam",{"is":"Decimal","value":"1"}]]}}},{"is":"Step","id":"periksa","number":"7","activity":"Memeriksa.","actors":["c"],"sign_off":"any","inputs":[{"is":"Input","document":"surat"}],"outputs":[],"duration":null,"next":["anak"],"separate_from":["mulai"]},{"is":"Step","id":"anak","number":"8","activity":"Menjalankan SOP lain.","actors":[],"sign_off":"any","inputs":[{"is":"Input","document":"surat"}],"outputs":["Hasil"],"duration":null,"next":[],"branches":[{"is":"Branch","name":"selesai","targets":["kirim"]},{"is":"Branch","name":"batal","targets":[{"is":"End","name":"batal"}]}],"join":["jeda","periksa"],"call":"anak"},{"is":"Step","id":"kirim","number":"9","activity":"Mengirim.","actors":["a"],"sign_off":"any","inputs":[],"outputs":[],"duration":{"is":"Duration","parts":[["hari",{"is":"Decimal","value":"1"}]]},"next":[{"is":"End","name":"selesai","hand_over":"arsip"}],"same_as":"mulai"}],"identity":{"is":"Identity"},"calendar":"kantor","time_limit":{"is":"Duration","parts":[["hari",{"is":"Decimal","value":"8"}]]},"digest":"sha256:9a30e955a4de08e884aeae817d69e1e0e85dddf8d345518d0545b00171546771","extension":{"is":"Extension","by":["b"],"at_most":{"is":"Duration","parts":[["hari",{"is":"Decimal","value":"2"}]]},"times":3}}');


--
-- Data for Name: sopflow_event; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.sopflow_event VALUES (1, 'fixture-01', 1, '{"v":1,"instance":"fixture-01","revision":1,"at":"2026-03-16T09:00:00+07:00","type":"started","by":"ani","opened":[{"step":"mulai","visit":1,"actors":["a"],"since":"2026-03-16T09:00:00+07:00","due":"2026-03-19T09:00:00+07:00","late_at":"2026-03-19T09:00:00+07:00","is_provisional":true}],"asked":{"kind":"start","subject":"Surat yang terlambat","data":"{\"nomor\": 1}","key":"ND-1","unit":"u"},"effects":{"sop":["induk","1","sha256:638f9a5d4e0e35c931cbd6de80843b4b97856114386c781f36587d357a2310f2"],"limit":"2026-03-26T09:00:00+07:00","is_provisional":true}}', '699ed2f2fc9008e13d78d562bad340ac936d29e11da6d1da821abc6d39c535ae');
INSERT INTO public.sopflow_event VALUES (2, 'fixture-01', 2, '{"v":1,"instance":"fixture-01","revision":2,"at":"2026-03-16T09:00:00+07:00","type":"extended","by":"budi","step":"mulai","visit":1,"asked":{"kind":"extend","note":"cuti bersama","length":"1 hari"},"effects":{"dues":[[["mulai",1],"2026-03-20T09:00:00+07:00"]],"lates":[[["mulai",1],"2026-03-20T09:00:00+07:00"]],"granted":"1 hari"}}', '944028a4f2c7a1f508ab40d388740d881ca0de15bde8b6af94ed6d0ba0c8593c');
INSERT INTO public.sopflow_event VALUES (3, 'fixture-01', 3, '{"v":1,"instance":"fixture-01","revision":3,"at":"2026-03-16T09:00:00+07:00","type":"extended","by":"budi","asked":{"kind":"extend","note":"cuti bersama"},"effects":{"limit":"2026-03-30T09:00:00+07:00","granted":"2 hari"}}', '10b3a10cbdecf3a37af6d23e620cdcc4c9726b3005486379ea683069c30d1132');
INSERT INTO public.sopflow_event VALUES (4, 'fixture-02', 1, '{"v":1,"instance":"fixture-02","revision":1,"at":"2026-03-16T09:00:00+07:00","type":"started","by":"ani","opened":[{"step":"mulai","visit":1,"actors":["a"],"since":"2026-03-16T09:00:00+07:00","due":"2026-03-19T09:00:00+07:00","late_at":"2026-03-19T09:00:00+07:00","is_provisional":true}],"documents":["surat"],"asked":{"kind":"start","papers":[{"document":"surat","number":"065/1","date":"2026-03-16","uri":"arsip:1","sha256":"0000000000000000000000000000000000000000000000000000000000000000"}],"subject":"Kunjungan Gubernur","unit":"u"},"effects":{"sop":["induk","1","sha256:638f9a5d4e0e35c931cbd6de80843b4b97856114386c781f36587d357a2310f2"],"limit":"2026-03-26T09:00:00+07:00","is_provisional":true}}', '2675ac93ad97f13c6b4ee86b10eaf8959b79b23413b0301f71d4d506953fd2c4');
INSERT INTO public.sopflow_event VALUES (5, 'fixture-02', 2, '{"v":1,"instance":"fixture-02","revision":2,"at":"2026-03-16T09:00:00+07:00","type":"annotated","by":"ani","step":"mulai","asked":{"kind":"annotate","note":"dimulai","data":"{\"catatan\": [1, 2]}"}}', '55e304e016ddafd2408a122660eb93dfa04092323737ed745697230f144a5a7f');
INSERT INTO public.sopflow_event VALUES (6, 'fixture-02', 3, '{"v":1,"instance":"fixture-02","revision":3,"at":"2026-03-16T09:00:00+07:00","type":"claimed","by":"ani","step":"mulai","visit":1,"actor":"a","asked":{"kind":"claim"},"effects":{"capacity":"definitif","position":"u/a","claims":[{"actor":"a","person":"ani"}]}}', '5e9c1749c86ee9e7613d32605bfb6dd4dfa8411bcfadcfdc64f6d275af713c24');
INSERT INTO public.sopflow_event VALUES (7, 'fixture-02', 4, '{"v":1,"instance":"fixture-02","revision":4,"at":"2026-03-16T09:00:00+07:00","type":"released","by":"ani","step":"mulai","visit":1,"actor":"a","asked":{"kind":"release","note":"dinas luar"}}', '32cd31abed8f807c8892dcdd306fdf6d75dc22a65f24ae3ab9701c4133e736db');
INSERT INTO public.sopflow_event VALUES (8, 'fixture-02', 5, '{"v":1,"instance":"fixture-02","revision":5,"at":"2026-03-16T09:00:00+07:00","type":"completed","by":"ani","step":"mulai","visit":1,"outcome":"done","actor":"a","opened":[{"step":"bila_perlu","visit":1,"actors":["a"],"since":"2026-03-16T09:00:00+07:00","due":"2026-03-17T09:00:00+07:00","is_provisional":true}],"documents":["draf"],"asked":{"kind":"complete","choose":[["d","c"]],"acted_at":"2026-03-16T09:00:00+07:00","key":"langkah-1"},"effects":{"capacity":"definitif","did_by":["ani"],"position":"u/a"}}', '6f78d63ce4ad5029973dda827cc8cb0b5e017a6559cb3fc0dd1caf1fa0b97fd1');
INSERT INTO public.sopflow_event VALUES (9, 'fixture-02', 6, '{"v":1,"instance":"fixture-02","revision":6,"at":"2026-03-16T09:00:00+07:00","type":"undone","by":"ani","asked":{"kind":"undo","note":"keliru"},"effects":{"restored":{"v":1,"id":"fixture-02","sop":"induk","version":"1","digest":"sha256:638f9a5d4e0e35c931cbd6de80843b4b97856114386c781f36587d357a2310f2","revision":4,"status":"running","started_at":"2026-03-16T09:00:00+07:00","at":"2026-03-16T09:00:00+07:00","started_by":"ani","active":[{"step":"mulai","visit":1,"actors":["a"],"since":"2026-03-16T09:00:00+07:00","due":"2026-03-19T09:00:00+07:00","late_at":"2026-03-19T09:00:00+07:00","is_provisional":true}],"documents":{"surat":{"version":1,"paper":{"document":"surat","number":"065/1","date":"2026-03-16","uri":"arsip:1","sha256":"0000000000000000000000000000000000000000000000000000000000000000"}}},"visits":{"mulai":1},"waiting":[],"due":"2026-03-26T09:00:00+07:00","subject":"Kunjungan Gubernur","unit":"u","is_provisional":true}}}', 'bdb041d33340d891e1f5a44469f0a12d1b26f4e0f1b6b2580467403316b9952a');
INSERT INTO public.sopflow_event VALUES (10, 'fixture-02', 7, '{"v":1,"instance":"fixture-02","revision":7,"at":"2026-03-16T09:00:00+07:00","type":"completed","by":"ani","step":"mulai","visit":1,"outcome":"done","actor":"a","opened":[{"step":"bila_perlu","visit":1,"actors":["a"],"since":"2026-03-16T09:00:00+07:00","due":"2026-03-17T09:00:00+07:00","is_provisional":true}],"documents":["draf"],"asked":{"kind":"complete","choose":[["d","c"]],"data":"{\"jumlah\": \"5\"}"},"effects":{"capacity":"definitif","did_by":["ani"],"position":"u/a"}}', 'b0765f9c934563177faf9ce9b67774bab3efb9178dc38a2c62986c0d643e484b');
INSERT INTO public.sopflow_event VALUES (11, 'fixture-02', 8, '{"v":1,"instance":"fixture-02","revision":8,"at":"2026-03-16T09:00:00+07:00","type":"skipped","by":"ani","step":"bila_perlu","visit":1,"outcome":"done","actor":"a","opened":[{"step":"paraf","visit":1,"actors":["b","c"],"since":"2026-03-16T09:00:00+07:00"}],"asked":{"kind":"skip","note":"tidak perlu"},"effects":{"capacity":"definitif","position":"u/a"}}', 'cd5cbaa9b3291ec7214f8dfef194d21d0ee856a6cd0976687d65dd8b67e28a0d');
INSERT INTO public.sopflow_event VALUES (12, 'fixture-02', 9, '{"v":1,"instance":"fixture-02","revision":9,"at":"2026-03-16T09:00:00+07:00","type":"signed_off","by":"budi","step":"paraf","visit":1,"outcome":"Y","actor":"b","asked":{"kind":"sign_off","outcome":"Y"},"effects":{"capacity":"definitif","signature":{"actor":"b","by":"budi","outcome":"Y","at":"2026-03-16T09:00:00+07:00"},"position":"u/b"}}', 'e9b46ae11fd1c72a8f8da6ff4f853b9e823932cfb3f6bbe21bee63d7f7888985');
INSERT INTO public.sopflow_event VALUES (13, 'fixture-02', 10, '{"v":1,"instance":"fixture-02","revision":10,"at":"2026-03-16T09:00:00+07:00","type":"withdrawn","by":"budi","step":"paraf","visit":1,"outcome":"Y","actor":"b","asked":{"kind":"withdraw","note":"baca lagi"},"effects":{"signature":{"actor":"b","by":"budi","outcome":"Y","at":"2026-03-16T09:00:00+07:00"}}}', '804bf750c6d9be96cf3c0af1306fa2abb7f7f41dd10058217872a1de5bedf197');
INSERT INTO public.sopflow_event VALUES (14, 'fixture-02', 11, '{"v":1,"instance":"fixture-02","revision":11,"at":"2026-03-16T09:00:00+07:00","type":"reassigned","by":"budi","step":"paraf","visit":1,"actor":"b","asked":{"kind":"reassign","note":"bergantian","person":"dewi"},"effects":{"capacity":"definitif","position":"u/b","claims":[{"actor":"b","person":"dewi"}]}}', '590b015a6ada7ab82e564698f56b3a965aeaf9194ad7bcec3a01974a14c6818d');
INSERT INTO public.sopflow_event VALUES (15, 'fixture-02', 12, '{"v":1,"instance":"fixture-02","revision":12,"at":"2026-03-16T09:00:00+07:00","type":"signed_off","by":"dewi","step":"paraf","visit":1,"outcome":"Y","actor":"b","documents":["surat"],"asked":{"kind":"complete","papers":[{"document":"surat","number":"065/1","date":"2026-03-16","uri":"arsip:1","sha256":"0000000000000000000000000000000000000000000000000000000000000000"}],"outcome":"Y"},"effects":{"capacity":"definitif","signature":{"actor":"b","by":"dewi","outcome":"Y","at":"2026-03-16T09:00:00+07:00"},"position":"u/b"}}', '54c911a29fcab83957d5602ec453b830a7cf9ff0dce8389ba2710edfe7306413');
INSERT INTO public.sopflow_event VALUES (16, 'fixture-02', 13, '{"v":1,"instance":"fixture-02","revision":13,"at":"2026-03-16T09:00:00+07:00","type":"suspended","by":"citra","asked":{"kind":"suspend","note":"menunggu anggaran"},"effects":{"status":"suspended"}}', '9069e553ed386bd2c45540b7edd51958ff80a3984c40a78fb852f3ce0317d1f2');
INSERT INTO public.sopflow_event VALUES (17, 'fixture-02', 14, '{"v":1,"instance":"fixture-02","revision":14,"at":"2026-03-16T11:00:00+07:00","type":"resumed","by":"citra","asked":{"kind":"resume"},"effects":{"limit":"2026-03-26T11:00:00+07:00","status":"running"}}', 'f6a41ae7454ec057a98cae83e50b60f6fb7941bd83978d4030bfe461f6664f2f');
INSERT INTO public.sopflow_event VALUES (18, 'fixture-02', 15, '{"v":1,"instance":"fixture-02","revision":15,"at":"2026-03-16T11:00:00+07:00","type":"completed","by":"citra","step":"paraf","visit":1,"outcome":"Y","actor":"c","opened":[{"step":"tunggu","visit":1,"since":"2026-03-16T11:00:00+07:00","due":"2026-03-18T11:00:00+07:00","is_provisional":true}],"documents":["surat"],"asked":{"kind":"complete","note":"setuju","outcome":"Y"},"effects":{"capacity":"definitif","position":"u/c"}}', 'bbab9ef75b132be5a246caa05914d9f3340ff76d5102f2a0152f4db040bae875');
INSERT INTO public.sopflow_event VALUES (19, 'fixture-02', 16, '{"v":1,"instance":"fixture-02","revision":16,"at":"2026-03-16T11:00:00+07:00","type":"received","by":"ani","opened":[{"step":"putusan","visit":1,"actors":["c"],"since":"2026-03-16T11:00:00+07:00","due":"2026-03-17T11:00:00+07:00","late_at":"2026-03-17T11:00:00+07:00","is_provisional":true}],"documents":["tanggapan"],"asked":{"kind":"receive","note":"diterima lewat pos","papers":[{"document":"tanggapan","number":"12"}]},"effects":{"closed":[["tunggu",1]]}}', '4075fc321b2ae0017f9680fe8d61b6dbf725bd9eebfac8656c593ca3afb91e26');
INSERT INTO public.sopflow_event VALUES (20, 'fixture-02', 17, '{"v":1,"instance":"fixture-02","revision":17,"at":"2026-03-16T11:00:00+07:00","type":"delegated","by":"citra","step":"putusan","visit":1,"actor":"c","asked":{"kind":"delegate","note":"cuti","person":"budi"},"effects":{"capacity":"definitif","position":"u/c","claims":[{"actor":"c","person":"budi","on_behalf_of":"citra"}]}}', '1e98a431fba0a42cdb384ed928de8657876b9056a9ad6e56388995588afc692e');
INSERT INTO public.sopflow_event VALUES (21, 'fixture-02', 18, '{"v":1,"instance":"fixture-02","revision":18,"at":"2026-03-16T11:00:00+07:00","type":"completed","by":"budi","step":"putusan","visit":1,"outcome":"lanjut","actor":"c","opened":[{"step":"jeda","visit":1,"since":"2026-03-16T11:00:00+07:00","due":"2026-03-16T12:00:00+07:00"},{"step":"periksa","visit":1,"actors":["c"],"since":"2026-03-16T11:00:00+07:00"}],"effects":{"capacity":"a.n.","position":"u/c","on_behalf_of":"citra"}}', '967a4e53f4375ed3cd025349d071ad87d4e167036e3f8b2c61547e316afad219');
INSERT INTO public.sopflow_event VALUES (22, 'fixture-02', 19, '{"v":1,"instance":"fixture-02","revision":19,"at":"2026-03-16T11:00:00+07:00","type":"completed","by":"citra","step":"periksa","visit":1,"outcome":"done","actor":"c","effects":{"capacity":"definitif","waiting":[[["periksa","anak"],1]],"position":"u/c"}}', 'af8cb650e6a4ae1fa935e9fc9ecedf9d41498015f53b0b8963da637d161ae2c1');
INSERT INTO public.sopflow_event VALUES (23, 'fixture-02', 20, '{"v":1,"instance":"fixture-02","revision":20,"at":"2026-03-16T12:00:00+07:00","type":"wait_ended","by":"system","step":"jeda","visit":1,"outcome":"done","opened":[{"step":"anak","visit":1,"since":"2026-03-16T12:00:00+07:00","child":"fixture-02/fixture-03"}],"asked":{"kind":"advance","visit":1,"acted_at":"2026-03-16T12:00:00+07:00"},"effects":{"waiting":[]}}', '4252a00b72a341425d00d9b989df65be5c821b7ba0ede7a1c32a3298fec2a80f');
INSERT INTO public.sopflow_event VALUES (24, 'fixture-02/fixture-03', 1, '{"v":1,"instance":"fixture-02/fixture-03","revision":1,"at":"2026-03-16T12:00:00+07:00","type":"started","by":"system","opened":[{"step":"kerja","visit":1,"actors":["b"],"since":"2026-03-16T12:00:00+07:00"}],"documents":["surat"],"asked":{"kind":"start","papers":[{"document":"surat"}],"subject":"Kunjungan Gubernur","parent":["fixture-02","anak",1],"unit":"u"},"effects":{"sop":["anak","1","sha256:d6c4ae4865e9d26f6f637e027b74418c594e58ad107d8fb3cbb23e627eaf389a"]}}', '67cbd487148047c28001bd45c7bdade24062bf4af84e55c45775d40282a4f799');
INSERT INTO public.sopflow_event VALUES (25, 'fixture-02/fixture-03', 2, '{"v":1,"instance":"fixture-02/fixture-03","revision":2,"at":"2026-03-16T12:00:00+07:00","type":"completed","by":"budi","step":"kerja","visit":1,"outcome":"selesai","actor":"b","effects":{"capacity":"definitif","status":"completed","end":"selesai","position":"u/b"}}', 'a48f5a048d1464d5d5e4c96a2c07f853b26e692d4805ca0ed4168789031c550f');
INSERT INTO public.sopflow_event VALUES (26, 'fixture-02', 21, '{"v":1,"instance":"fixture-02","revision":21,"at":"2026-03-16T12:00:00+07:00","type":"call_ended","by":"system","step":"anak","visit":1,"outcome":"selesai","opened":[{"step":"kirim","visit":1,"actors":["a"],"since":"2026-03-16T12:00:00+07:00","due":"2026-03-17T12:00:00+07:00","is_provisional":true}],"documents":["Hasil"],"asked":{"kind":"end_call","visit":1,"outcome":"selesai"}}', '6f9a41cb7d8dbe3a149080bd7b5a829c714a1c997a0bca8b147ce1114d62611a');
INSERT INTO public.sopflow_event VALUES (27, 'fixture-02', 22, '{"v":1,"instance":"fixture-02","revision":22,"at":"2026-03-16T12:00:00+07:00","type":"completed","by":"ani","step":"kirim","visit":1,"outcome":"done","actor":"a","effects":{"capacity":"definitif","status":"completed","end":"selesai","hand_over":"arsip","position":"u/a"}}', '0d5652ad4b434514950e80ca07cf7cf2ea76b660843dc7c5cb0f66daec8df813');
INSERT INTO public.sopflow_event VALUES (28, 'fixture-04', 1, '{"v":1,"instance":"fixture-04","revision":1,"at":"2026-03-16T12:00:00+07:00","type":"started","by":"ani","opened":[{"step":"mulai","visit":1,"actors":["a"],"since":"2026-03-16T12:00:00+07:00","due":"2026-03-19T12:00:00+07:00","late_at":"2026-03-19T12:00:00+07:00","is_provisional":true}],"asked":{"kind":"start","subject":"Ditolak","unit":"u"},"effects":{"sop":["induk","1","sha256:638f9a5d4e0e35c931cbd6de80843b4b97856114386c781f36587d357a2310f2"],"limit":"2026-03-26T12:00:00+07:00","is_provisional":true}}', '8d33d9c172b93c777642c2025e637e046116d5eeddf7dd482f09823b7480f778');
INSERT INTO public.sopflow_event VALUES (29, 'fixture-04', 2, '{"v":1,"instance":"fixture-04","revision":2,"at":"2026-03-16T12:00:00+07:00","type":"completed","by":"ani","step":"mulai","visit":1,"outcome":"done","actor":"a","opened":[{"step":"bila_perlu","visit":1,"actors":["a"],"since":"2026-03-16T12:00:00+07:00","due":"2026-03-17T12:00:00+07:00","is_provisional":true}],"documents":["draf"],"asked":{"kind":"complete","choose":[["d","b"]]},"effects":{"capacity":"definitif","did_by":["ani"],"position":"u/a"}}', '9fc6d86c523518200f55d9d6262a61a6c4100b89f1dedd74f4f8f14be764155c');
INSERT INTO public.sopflow_event VALUES (30, 'fixture-04', 3, '{"v":1,"instance":"fixture-04","revision":3,"at":"2026-03-16T12:00:00+07:00","type":"skipped","by":"ani","step":"bila_perlu","visit":1,"outcome":"done","actor":"a","opened":[{"step":"paraf","visit":1,"actors":["b","c"],"since":"2026-03-16T12:00:00+07:00"}],"asked":{"kind":"skip","note":"tidak perlu"},"effects":{"capacity":"definitif","position":"u/a"}}', '4cd903e84183b2075501736e08ef79b79a6b8ecc04ff8ea11eb0ab8cf4cdd1cd');
INSERT INTO public.sopflow_event VALUES (31, 'fixture-04', 4, '{"v":1,"instance":"fixture-04","revision":4,"at":"2026-03-16T12:00:00+07:00","type":"signed_off","by":"budi","step":"paraf","visit":1,"outcome":"Y","actor":"b","effects":{"capacity":"definitif","signature":{"actor":"b","by":"budi","outcome":"Y","at":"2026-03-16T12:00:00+07:00"},"position":"u/b"}}', '33a89167afd456255a8e4f3e694139b5edd699ac6144d1d8f709c5441a36359f');
INSERT INTO public.sopflow_event VALUES (32, 'fixture-04', 5, '{"v":1,"instance":"fixture-04","revision":5,"at":"2026-03-16T12:00:00+07:00","type":"completed","by":"citra","step":"paraf","visit":1,"outcome":"Y","actor":"c","opened":[{"step":"tunggu","visit":1,"since":"2026-03-16T12:00:00+07:00","due":"2026-03-18T12:00:00+07:00","is_provisional":true}],"documents":["surat"],"effects":{"capacity":"definitif","position":"u/c"}}', '2ed22173becd217ef7e15b103e12fd16e3f14cd625e8b36bb3cdee67dd7830c0');
INSERT INTO public.sopflow_event VALUES (33, 'fixture-04', 6, '{"v":1,"instance":"fixture-04","revision":6,"at":"2026-03-16T12:00:00+07:00","type":"received","by":"ani","opened":[{"step":"putusan","visit":1,"actors":["b"],"since":"2026-03-16T12:00:00+07:00","due":"2026-03-17T12:00:00+07:00","late_at":"2026-03-17T12:00:00+07:00","is_provisional":true}],"documents":["tanggapan"],"asked":{"kind":"receive","papers":[{"document":"tanggapan"}]},"effects":{"closed":[["tunggu",1]]}}', 'e45e7cf9e79516f555e944a92b46918ae3eef3b81d198208720581f99b188d5b');
INSERT INTO public.sopflow_event VALUES (34, 'fixture-04', 7, '{"v":1,"instance":"fixture-04","revision":7,"at":"2026-03-16T12:00:00+07:00","type":"completed","by":"budi","step":"putusan","visit":1,"outcome":"tolak","actor":"b","asked":{"kind":"complete","note":"tidak cukup","outcome":"tolak"},"effects":{"capacity":"definitif","status":"completed","end":"ditolak","position":"u/b"}}', 'e0bab6f5de8f463d8396d688b838048caf75e7582b92ac70048bce39475e9cd3');
INSERT INTO public.sopflow_event VALUES (35, 'fixture-05', 1, '{"v":1,"instance":"fixture-05","revision":1,"at":"2026-03-16T12:00:00+07:00","type":"started","by":"ani","opened":[{"step":"mulai","visit":1,"actors":["a"],"since":"2026-03-16T12:00:00+07:00","due":"2026-03-19T12:00:00+07:00","late_at":"2026-03-19T12:00:00+07:00","is_provisional":true}],"asked":{"kind":"start","subject":"Dibelokkan","unit":"u"},"effects":{"sop":["induk","1","sha256:638f9a5d4e0e35c931cbd6de80843b4b97856114386c781f36587d357a2310f2"],"limit":"2026-03-26T12:00:00+07:00","is_provisional":true}}', '70709397386874e0560280d9f6c88959811c4d1016b71e1d945bb95430b34f33');
INSERT INTO public.sopflow_event VALUES (36, 'fixture-05', 2, '{"v":1,"instance":"fixture-05","revision":2,"at":"2026-03-16T12:00:00+07:00","type":"completed","by":"ani","step":"mulai","visit":1,"outcome":"done","actor":"a","opened":[{"step":"bila_perlu","visit":1,"actors":["a"],"since":"2026-03-16T12:00:00+07:00","due":"2026-03-17T12:00:00+07:00","is_provisional":true}],"documents":["draf"],"asked":{"kind":"complete","choose":[["d","b"]]},"effects":{"capacity":"definitif","did_by":["ani"],"position":"u/a"}}', '9e913413b606b7579f47b810e9051b4b90df59f22d841e38cfa12b31c5c978e1');
INSERT INTO public.sopflow_event VALUES (37, 'fixture-05', 3, '{"v":1,"instance":"fixture-05","revision":3,"at":"2026-03-16T12:00:00+07:00","type":"skipped","by":"ani","step":"bila_perlu","visit":1,"outcome":"done","actor":"a","opened":[{"step":"paraf","visit":1,"actors":["b","c"],"since":"2026-03-16T12:00:00+07:00"}],"asked":{"kind":"skip","note":"tidak perlu"},"effects":{"capacity":"definitif","position":"u/a"}}', '084b38e0edf3d8240a7cbe7cfa40d3487b9e38a2194081290558f896cebc3760');
INSERT INTO public.sopflow_event VALUES (38, 'fixture-05', 4, '{"v":1,"instance":"fixture-05","revision":4,"at":"2026-03-16T12:00:00+07:00","type":"signed_off","by":"budi","step":"paraf","visit":1,"outcome":"Y","actor":"b","effects":{"capacity":"definitif","signature":{"actor":"b","by":"budi","outcome":"Y","at":"2026-03-16T12:00:00+07:00"},"position":"u/b"}}', 'c5b6ed5fe43ef37d1079a366d5c86abb0d960021cf1cf33dab9638afbe5ce4be');
INSERT INTO public.sopflow_event VALUES (39, 'fixture-05', 5, '{"v":1,"instance":"fixture-05","revision":5,"at":"2026-03-16T12:00:00+07:00","type":"completed","by":"citra","step":"paraf","visit":1,"outcome":"Y","actor":"c","opened":[{"step":"tunggu","visit":1,"since":"2026-03-16T12:00:00+07:00","due":"2026-03-18T12:00:00+07:00","is_provisional":true}],"documents":["surat"],"effects":{"capacity":"definitif","position":"u/c"}}', 'e02fe66e3997f2504e567f2abd3343e8a5aade240171ad640d9b7d7a049b2e51');
INSERT INTO public.sopflow_event VALUES (40, 'fixture-05', 6, '{"v":1,"instance":"fixture-05","revision":6,"at":"2026-03-16T12:00:00+07:00","type":"received","by":"ani","opened":[{"step":"putusan","visit":1,"actors":["b"],"since":"2026-03-16T12:00:00+07:00","due":"2026-03-17T12:00:00+07:00","late_at":"2026-03-17T12:00:00+07:00","is_provisional":true}],"documents":["tanggapan"],"asked":{"kind":"receive","papers":[{"document":"tanggapan"}]},"effects":{"closed":[["tunggu",1]]}}', '5af53d93a2aa37a083c18d6c4deb567bec0e0faebdf39618c560c01556834dfe');
INSERT INTO public.sopflow_event VALUES (41, 'fixture-05', 7, '{"v":1,"instance":"fixture-05","revision":7,"at":"2026-03-16T12:00:00+07:00","type":"completed","by":"budi","step":"putusan","visit":1,"outcome":"lain","actor":"b","opened":[{"step":"kirim","visit":1,"actors":["a"],"since":"2026-03-16T12:00:00+07:00","due":"2026-03-17T12:00:00+07:00","is_provisional":true}],"asked":{"kind":"complete","note":"atas petunjuk","to":"kirim","outcome":"lain"},"effects":{"capacity":"definitif","deviation":"kirim","position":"u/b"}}', 'b4241ffc8133e8861e05aad89fdcb11bc1fce4c077736812f4fc19b6b1b11f65');
INSERT INTO public.sopflow_event VALUES (42, 'fixture-06', 1, '{"v":1,"instance":"fixture-06","revision":1,"at":"2026-03-16T12:00:00+07:00","type":"started","by":"ani","opened":[{"step":"mulai","visit":1,"actors":["a"],"since":"2026-03-16T12:00:00+07:00","due":"2026-03-19T12:00:00+07:00","late_at":"2026-03-19T12:00:00+07:00","is_provisional":true}],"asked":{"kind":"start","subject":"Memanggil","unit":"u"},"effects":{"sop":["induk","1","sha256:638f9a5d4e0e35c931cbd6de80843b4b97856114386c781f36587d357a2310f2"],"limit":"2026-03-26T12:00:00+07:00","is_provisional":true}}', 'd2b40ba2bc3ee472c2d73d0deb21b28ddaf3fd724c7fe2412976efa81a3eeb48');
INSERT INTO public.sopflow_event VALUES (43, 'fixture-06', 2, '{"v":1,"instance":"fixture-06","revision":2,"at":"2026-03-16T12:00:00+07:00","type":"completed","by":"ani","step":"mulai","visit":1,"outcome":"done","actor":"a","opened":[{"step":"bila_perlu","visit":1,"actors":["a"],"since":"2026-03-16T12:00:00+07:00","due":"2026-03-17T12:00:00+07:00","is_provisional":true}],"documents":["draf"],"asked":{"kind":"complete","choose":[["d","b"]]},"effects":{"capacity":"definitif","did_by":["ani"],"position":"u/a"}}', '46ce06153991227e1716b0d5f128559965c7ed85ddbdf5c9afc527a33b66df0d');
INSERT INTO public.sopflow_event VALUES (44, 'fixture-06', 3, '{"v":1,"instance":"fixture-06","revision":3,"at":"2026-03-16T12:00:00+07:00","type":"skipped","by":"ani","step":"bila_perlu","visit":1,"outcome":"done","actor":"a","opened":[{"step":"paraf","visit":1,"actors":["b","c"],"since":"2026-03-16T12:00:00+07:00"}],"asked":{"kind":"skip","note":"tidak perlu"},"effects":{"capacity":"definitif","position":"u/a"}}', 'c96e1fcaf138b0933a0ae21b51fa543aa6c6dfa5300c2cc8bb8c4a4e8edd87cf');
INSERT INTO public.sopflow_event VALUES (45, 'fixture-06', 4, '{"v":1,"instance":"fixture-06","revision":4,"at":"2026-03-16T12:00:00+07:00","type":"signed_off","by":"budi","step":"paraf","visit":1,"outcome":"Y","actor":"b","effects":{"capacity":"definitif","signature":{"actor":"b","by":"budi","outcome":"Y","at":"2026-03-16T12:00:00+07:00"},"position":"u/b"}}', '254e41ef9acb416a677c6cbecef92eb7f494030a60f70418a2f5b5cec1ac1837');
INSERT INTO public.sopflow_event VALUES (46, 'fixture-06', 5, '{"v":1,"instance":"fixture-06","revision":5,"at":"2026-03-16T12:00:00+07:00","type":"completed","by":"citra","step":"paraf","visit":1,"outcome":"Y","actor":"c","opened":[{"step":"tunggu","visit":1,"since":"2026-03-16T12:00:00+07:00","due":"2026-03-18T12:00:00+07:00","is_provisional":true}],"documents":["surat"],"effects":{"capacity":"definitif","position":"u/c"}}', '2ab7b7c5faac6e57a198fc4acdc82dc3ad04a22061153115a33655d1ee285616');
INSERT INTO public.sopflow_event VALUES (47, 'fixture-06', 6, '{"v":1,"instance":"fixture-06","revision":6,"at":"2026-03-16T12:00:00+07:00","type":"received","by":"ani","opened":[{"step":"putusan","visit":1,"actors":["b"],"since":"2026-03-16T12:00:00+07:00","due":"2026-03-17T12:00:00+07:00","late_at":"2026-03-17T12:00:00+07:00","is_provisional":true}],"documents":["tanggapan"],"asked":{"kind":"receive","papers":[{"document":"tanggapan"}]},"effects":{"closed":[["tunggu",1]]}}', '96a9993b894866ffa1bc50c32cfe03059803b0dad9df280e06b0d820af7b95fa');
INSERT INTO public.sopflow_event VALUES (48, 'fixture-06', 7, '{"v":1,"instance":"fixture-06","revision":7,"at":"2026-03-16T12:00:00+07:00","type":"completed","by":"budi","step":"putusan","visit":1,"outcome":"lanjut","actor":"b","opened":[{"step":"jeda","visit":1,"since":"2026-03-16T12:00:00+07:00","due":"2026-03-16T13:00:00+07:00"},{"step":"periksa","visit":1,"actors":["c"],"since":"2026-03-16T12:00:00+07:00"}],"asked":{"kind":"complete","note":"tidak cukup","outcome":"lanjut"},"effects":{"capacity":"definitif","position":"u/b"}}', 'e842aca3ee0945e6c2fc524d6df29605b671b1548b1cb401db182c17fe0b2e27');
INSERT INTO public.sopflow_event VALUES (49, 'fixture-06', 8, '{"v":1,"instance":"fixture-06","revision":8,"at":"2026-03-16T12:00:00+07:00","type":"completed","by":"citra","step":"periksa","visit":1,"outcome":"done","actor":"c","effects":{"capacity":"definitif","waiting":[[["periksa","anak"],1]],"position":"u/c"}}', 'fb190185f277dd1a7968f97735355d37c9fedad6e33be4df96aab974df4fe3a9');
INSERT INTO public.sopflow_event VALUES (50, 'fixture-06', 9, '{"v":1,"instance":"fixture-06","revision":9,"at":"2026-03-16T13:00:00+07:00","type":"wait_ended","by":"system","step":"jeda","visit":1,"outcome":"done","opened":[{"step":"anak","visit":1,"since":"2026-03-16T13:00:00+07:00","child":"fixture-06/fixture-07"}],"asked":{"kind":"advance","visit":1,"acted_at":"2026-03-16T13:00:00+07:00"},"effects":{"waiting":[]}}', '0dc1f997d024273e2daee5d3f8f3d2f703520b4f51f8254d8712191c919b9e5a');
INSERT INTO public.sopflow_event VALUES (51, 'fixture-06/fixture-07', 1, '{"v":1,"instance":"fixture-06/fixture-07","revision":1,"at":"2026-03-16T13:00:00+07:00","type":"started","by":"system","opened":[{"step":"kerja","visit":1,"actors":["b"],"since":"2026-03-16T13:00:00+07:00"}],"documents":["surat"],"asked":{"kind":"start","papers":[{"document":"surat"}],"subject":"Memanggil","parent":["fixture-06","anak",1],"unit":"u"},"effects":{"sop":["anak","1","sha256:d6c4ae4865e9d26f6f637e027b74418c594e58ad107d8fb3cbb23e627eaf389a"]}}', 'ee7f60d5b7340fca1525ac05bb1e1390f3e56adebbd7c71a8952bb255c8924bf');
INSERT INTO public.sopflow_event VALUES (52, 'fixture-08', 1, '{"v":1,"instance":"fixture-08","revision":1,"at":"2026-03-16T13:00:00+07:00","type":"started","by":"ani","opened":[{"step":"mulai","visit":1,"actors":["a"],"since":"2026-03-16T13:00:00+07:00","due":"2026-03-19T13:00:00+07:00","late_at":"2026-03-19T13:00:00+07:00","is_provisional":true}],"asked":{"kind":"start","subject":"Dibatalkan","unit":"u"},"effects":{"sop":["induk","1","sha256:638f9a5d4e0e35c931cbd6de80843b4b97856114386c781f36587d357a2310f2"],"limit":"2026-03-26T13:00:00+07:00","is_provisional":true}}', 'c7759ddfa0e26da305dfab33712dd7f98678dc777d1ce2b78efe4a9b5a3daf82');
INSERT INTO public.sopflow_event VALUES (53, 'fixture-08', 2, '{"v":1,"instance":"fixture-08","revision":2,"at":"2026-03-16T13:00:00+07:00","type":"cancelled","by":"citra","asked":{"kind":"cancel","note":"dobel"},"effects":{"status":"cancelled"}}', 'd292edf85d5f37a7824f606bde13e817d0a3ee51efcf184bbec07134267b1784');
INSERT INTO public.sopflow_event VALUES (54, 'fixture-09', 1, '{"v":1,"instance":"fixture-09","revision":1,"at":"2026-03-16T13:00:00+07:00","type":"started","by":"ani","opened":[{"step":"mulai","visit":1,"actors":["a"],"since":"2026-03-16T13:00:00+07:00","due":"2026-03-19T13:00:00+07:00","late_at":"2026-03-19T13:00:00+07:00","is_provisional":true}],"asked":{"kind":"start","subject":"Ditangguhkan","unit":"u"},"effects":{"sop":["induk","1","sha256:638f9a5d4e0e35c931cbd6de80843b4b97856114386c781f36587d357a2310f2"],"limit":"2026-03-26T13:00:00+07:00","is_provisional":true}}', '7089ed244ff1778530f1a391e3f156aba884216c56e6f9a852275cde5e21235d');
INSERT INTO public.sopflow_event VALUES (55, 'fixture-09', 2, '{"v":1,"instance":"fixture-09","revision":2,"at":"2026-03-16T13:00:00+07:00","type":"completed","by":"ani","step":"mulai","visit":1,"outcome":"done","actor":"a","opened":[{"step":"bila_perlu","visit":1,"actors":["a"],"since":"2026-03-16T13:00:00+07:00","due":"2026-03-17T13:00:00+07:00","is_provisional":true}],"documents":["draf"],"asked":{"kind":"complete","choose":[["d","b"]]},"effects":{"capacity":"definitif","did_by":["ani"],"position":"u/a"}}', '063a5cd72eaecdabcd3678d7c0108b0faca05400c11663c747ef61f34e10070a');
INSERT INTO public.sopflow_event VALUES (56, 'fixture-09', 3, '{"v":1,"instance":"fixture-09","revision":3,"at":"2026-03-16T13:00:00+07:00","type":"completed","by":"ani","step":"bila_perlu","visit":1,"outcome":"done","actor":"a","opened":[{"step":"paraf","visit":1,"actors":["b","c"],"since":"2026-03-16T13:00:00+07:00"}],"effects":{"capacity":"definitif","position":"u/a"}}', '8acea0195d83950da3c1f0f7614d8f88fd4347bff6d31be6d3106623362960e7');
INSERT INTO public.sopflow_event VALUES (57, 'fixture-09', 4, '{"v":1,"instance":"fixture-09","revision":4,"at":"2026-03-16T13:00:00+07:00","type":"signed_off","by":"budi","step":"paraf","visit":1,"outcome":"N","actor":"b","effects":{"capacity":"definitif","signature":{"actor":"b","by":"budi","outcome":"N","at":"2026-03-16T13:00:00+07:00"},"position":"u/b"}}', '2ac6f491305813e907bf94d277d0e17b951aaa94ec07a86938b369c2bf13a256');
INSERT INTO public.sopflow_event VALUES (58, 'fixture-09', 5, '{"v":1,"instance":"fixture-09","revision":5,"at":"2026-03-16T13:00:00+07:00","type":"suspended","by":"citra","asked":{"kind":"suspend"},"effects":{"status":"suspended"}}', 'f5e7fde4da11c7bbd2adce44adf78d65052f29ec495fd423fe0d2866643045b5');
INSERT INTO public.sopflow_event VALUES (59, 'fixture-10', 1, '{"v":1,"instance":"fixture-10","revision":1,"at":"2026-03-16T13:00:00+07:00","type":"started","by":"ani","opened":[{"step":"mulai","visit":1,"actors":["a"],"since":"2026-03-16T13:00:00+07:00","due":"2026-03-19T13:00:00+07:00","late_at":"2026-03-19T13:00:00+07:00","is_provisional":true}],"asked":{"kind":"start","subject":"Menunggu putusan","unit":"u"},"effects":{"sop":["induk","1","sha256:638f9a5d4e0e35c931cbd6de80843b4b97856114386c781f36587d357a2310f2"],"limit":"2026-03-26T13:00:00+07:00","is_provisional":true}}', 'f66cd4b52ae0cdcb5f38046ad5973c7cb988ff2d7ddd086251a88e6471fcae6a');
INSERT INTO public.sopflow_event VALUES (60, 'fixture-10', 2, '{"v":1,"instance":"fixture-10","revision":2,"at":"2026-03-16T13:00:00+07:00","type":"completed","by":"ani","step":"mulai","visit":1,"outcome":"done","actor":"a","opened":[{"step":"bila_perlu","visit":1,"actors":["a"],"since":"2026-03-16T13:00:00+07:00","due":"2026-03-17T13:00:00+07:00","is_provisional":true}],"documents":["draf"],"asked":{"kind":"complete","choose":[["d","b"]]},"effects":{"capacity":"definitif","did_by":["ani"],"position":"u/a"}}', '36722033277ac13cfa56fd34018d8c932afec5b47c3954f9682c01cf3469cacc');
INSERT INTO public.sopflow_event VALUES (61, 'fixture-10', 3, '{"v":1,"instance":"fixture-10","revision":3,"at":"2026-03-16T13:00:00+07:00","type":"skipped","by":"ani","step":"bila_perlu","visit":1,"outcome":"done","actor":"a","opened":[{"step":"paraf","visit":1,"actors":["b","c"],"since":"2026-03-16T13:00:00+07:00"}],"asked":{"kind":"skip","note":"tidak perlu"},"effects":{"capacity":"definitif","position":"u/a"}}', '39f7a8f36049559b68ad0e328ee5733517a77095265c3568de284762088d72cd');
INSERT INTO public.sopflow_event VALUES (62, 'fixture-10', 4, '{"v":1,"instance":"fixture-10","revision":4,"at":"2026-03-16T13:00:00+07:00","type":"signed_off","by":"budi","step":"paraf","visit":1,"outcome":"Y","actor":"b","effects":{"capacity":"definitif","signature":{"actor":"b","by":"budi","outcome":"Y","at":"2026-03-16T13:00:00+07:00"},"position":"u/b"}}', '2675413aee7d084a2c23fef4da7350df95554f6d81db1ba0e122c5050c77d887');
INSERT INTO public.sopflow_event VALUES (63, 'fixture-10', 5, '{"v":1,"instance":"fixture-10","revision":5,"at":"2026-03-16T13:00:00+07:00","type":"completed","by":"citra","step":"paraf","visit":1,"outcome":"Y","actor":"c","opened":[{"step":"tunggu","visit":1,"since":"2026-03-16T13:00:00+07:00","due":"2026-03-18T13:00:00+07:00","is_provisional":true}],"documents":["surat"],"effects":{"capacity":"definitif","position":"u/c"}}', 'add20df5a4e7fbfad49ec8a9eecaeec92b21d20e27ca8e444627e2fed98a6a69');
INSERT INTO public.sopflow_event VALUES (64, 'fixture-01', 4, '{"v":1,"instance":"fixture-01","revision":4,"at":"2026-03-16T13:00:00+07:00","type":"rescheduled","by":"system","asked":{"kind":"reschedule"},"effects":{"limit":"2026-03-31T09:00:00+07:00","dues":[[["mulai",1],"2026-03-23T09:00:00+07:00"]],"lates":[[["mulai",1],"2026-03-23T09:00:00+07:00"]]}}', 'e7fba03f8a25071d6e0811ec811cab6617e45479e58f00f9a59498072d725667');
INSERT INTO public.sopflow_event VALUES (65, 'fixture-01', 5, '{"v":1,"instance":"fixture-01","revision":5,"at":"2026-03-16T13:00:00+07:00","type":"migrated","by":"admin","asked":{"kind":"migrate","version":"2","mapping":[["bila_perlu","melengkapi"]]},"effects":{"sop":["induk","2","sha256:9a30e955a4de08e884aeae817d69e1e0e85dddf8d345518d0545b00171546771"],"restored":{"v":1,"id":"fixture-01","sop":"induk","version":"2","digest":"sha256:9a30e955a4de08e884aeae817d69e1e0e85dddf8d345518d0545b00171546771","revision":4,"status":"running","started_at":"2026-03-16T09:00:00+07:00","at":"2026-03-16T13:00:00+07:00","started_by":"ani","active":[{"step":"mulai","visit":1,"actors":["a"],"since":"2026-03-16T09:00:00+07:00","due":"2026-03-23T09:00:00+07:00","late_at":"2026-03-23T09:00:00+07:00","extended":1}],"visits":{"mulai":1},"waiting":[],"due":"2026-03-31T09:00:00+07:00","subject":"Surat yang terlambat","data_json":"{\"nomor\": 1}","extended":1,"unit":"u"}}}', '27704d650779b9965cd5e60227aaa30ba00f2b1a90b822a40f8a74bc644ef72a');
INSERT INTO public.sopflow_event VALUES (66, 'fixture-05', 8, '{"v":1,"instance":"fixture-05","revision":8,"at":"2026-03-17T13:00:00+07:00","type":"rescheduled","by":"system","asked":{"kind":"reschedule"},"effects":{"limit":"2026-03-27T12:00:00+07:00","dues":[[["kirim",1],"2026-03-17T12:00:00+07:00"]]}}', '03bbc009838b465b77ccac0b5a4028e12d33027181248433f46d8a0cc451641b');
INSERT INTO public.sopflow_event VALUES (67, 'fixture-06', 10, '{"v":1,"instance":"fixture-06","revision":10,"at":"2026-03-17T13:00:00+07:00","type":"rescheduled","by":"system","asked":{"kind":"reschedule"},"effects":{"limit":"2026-03-27T12:00:00+07:00"}}', '357f954212030d4565615a218502fce269b87d94441e5955fee8157c16cd1a17');
INSERT INTO public.sopflow_event VALUES (68, 'fixture-09', 6, '{"v":1,"instance":"fixture-09","revision":6,"at":"2026-03-17T13:00:00+07:00","type":"rescheduled","by":"system","asked":{"kind":"reschedule"},"effects":{"limit":"2026-03-27T13:00:00+07:00"}}', 'cc9b35f096ed59b0c2cd0dcbb52c88d022301a1fd902f9d20e314406cb3afab6');
INSERT INTO public.sopflow_event VALUES (69, 'fixture-10', 6, '{"v":1,"instance":"fixture-10","revision":6,"at":"2026-03-17T13:00:00+07:00","type":"rescheduled","by":"system","asked":{"kind":"reschedule"},"effects":{"limit":"2026-03-27T13:00:00+07:00","dues":[[["tunggu",1],"2026-03-19T13:00:00+07:00"]]}}', 'ab708615d7686c3055d3661187832404957e1ba70694111564c6ae1e0452dd10');
INSERT INTO public.sopflow_event VALUES (70, 'fixture-10', 7, '{"v":1,"instance":"fixture-10","revision":7,"at":"2026-03-19T13:00:00+07:00","type":"wait_ended","by":"system","step":"tunggu","visit":1,"outcome":"late","opened":[{"step":"putusan","visit":1,"actors":["b"],"since":"2026-03-19T13:00:00+07:00","due":"2026-03-20T13:00:00+07:00","late_at":"2026-03-20T13:00:00+07:00"}],"asked":{"kind":"advance","visit":1,"acted_at":"2026-03-19T13:00:00+07:00"}}', '941722c07a872a084e361655945fecf6ec5a245b0931d3c77a77700b166f95a3');
INSERT INTO public.sopflow_event VALUES (71, 'fixture-10', 8, '{"v":1,"instance":"fixture-10","revision":8,"at":"2026-03-21T13:00:00+07:00","type":"lapsed","by":"system","step":"putusan","visit":1,"outcome":"lanjut","opened":[{"step":"jeda","visit":1,"since":"2026-03-20T13:00:00+07:00","due":"2026-03-20T14:00:00+07:00"},{"step":"periksa","visit":1,"actors":["c"],"since":"2026-03-20T13:00:00+07:00"}],"asked":{"kind":"advance","visit":1,"note":"on_late","acted_at":"2026-03-20T13:00:00+07:00","outcome":"lanjut"}}', 'bff3475e52e464c758455d6733caff8b4a0364b2f76c89caa1f0d898c006b476');
INSERT INTO public.sopflow_event VALUES (72, 'fixture-10', 9, '{"v":1,"instance":"fixture-10","revision":9,"at":"2026-03-21T13:00:00+07:00","type":"wait_ended","by":"system","step":"jeda","visit":1,"outcome":"done","asked":{"kind":"advance","visit":1,"acted_at":"2026-03-20T14:00:00+07:00"},"effects":{"waiting":[[["jeda","anak"],1]]}}', '279bdb02ea3084f8d81b11acc7877e4b094e72db5957e3421ad8df849806c943');
INSERT INTO public.sopflow_event VALUES (73, 'fixture-01', 6, '{"v":1,"instance":"fixture-01","revision":6,"at":"2026-03-23T13:00:00+07:00","type":"reminded","by":"system","step":"mulai","visit":1,"asked":{"kind":"advance","visit":1,"acted_at":"2026-03-23T09:00:00+07:00"},"effects":{"lates":[[["mulai",1],"2026-03-24T09:00:00+07:00"]]}}', '6409fd9922f4d8222710d3ec59e10052568a3855156accfccacdf6ae2691e401');
INSERT INTO public.sopflow_event VALUES (74, 'fixture-01', 7, '{"v":1,"instance":"fixture-01","revision":7,"at":"2026-03-24T13:00:00+07:00","type":"escalated","by":"system","step":"mulai","visit":1,"asked":{"kind":"advance","visit":1,"acted_at":"2026-03-24T09:00:00+07:00"},"effects":{"lates":[[["mulai",1],null]],"escalated":"b"}}', '33940613528cc16f6211801240a8427f4eaf3e3f8f9039c0ffd0b8daddc5fd16');


--
-- Data for Name: sopflow_instance; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.sopflow_instance VALUES (10, 'fixture-10', 'induk', '1', 'sha256:638f9a5d4e0e35c931cbd6de80843b4b97856114386c781f36587d357a2310f2', 9, 'running', 'Menunggu putusan', NULL, 1773640800000000, 1774072800000000, NULL, '279bdb02ea3084f8d81b11acc7877e4b094e72db5957e3421ad8df849806c943', '{"v":1,"id":"fixture-10","sop":"induk","version":"1","digest":"sha256:638f9a5d4e0e35c931cbd6de80843b4b97856114386c781f36587d357a2310f2","revision":9,"status":"running","started_at":"2026-03-16T13:00:00+07:00","at":"2026-03-21T13:00:00+07:00","started_by":"ani","active":[{"step":"periksa","visit":1,"actors":["c"],"since":"2026-03-20T13:00:00+07:00"}],"documents":{"draf":{"version":1,"step":"mulai"},"surat":{"version":1,"step":"paraf"}},"visits":{"mulai":1,"bila_perlu":1,"paraf":1,"tunggu":1,"putusan":1,"jeda":1,"periksa":1},"waiting":[[["jeda","anak"],1]],"chosen":{"d":"b"},"due":"2026-03-27T13:00:00+07:00","subject":"Menunggu putusan","done_by":{"mulai":["ani"]},"unit":"u"}', 0, 'u', 1774591200000000, 0);
INSERT INTO public.sopflow_instance VALUES (1, 'fixture-01', 'induk', '2', 'sha256:9a30e955a4de08e884aeae817d69e1e0e85dddf8d345518d0545b00171546771', 7, 'running', 'Surat yang terlambat', NULL, 1773626400000000, 1774332000000000, NULL, '33940613528cc16f6211801240a8427f4eaf3e3f8f9039c0ffd0b8daddc5fd16', '{"v":1,"id":"fixture-01","sop":"induk","version":"2","digest":"sha256:9a30e955a4de08e884aeae817d69e1e0e85dddf8d345518d0545b00171546771","revision":7,"status":"running","started_at":"2026-03-16T09:00:00+07:00","at":"2026-03-24T13:00:00+07:00","started_by":"ani","active":[{"step":"mulai","visit":1,"actors":["a","b"],"since":"2026-03-16T09:00:00+07:00","due":"2026-03-23T09:00:00+07:00","late_acts":2,"extended":1}],"visits":{"mulai":1},"waiting":[],"due":"2026-03-31T09:00:00+07:00","subject":"Surat yang terlambat","data_json":"{\"nomor\": 1}","extended":1,"unit":"u"}', 0, 'u', 1774922400000000, 0);
INSERT INTO public.sopflow_instance VALUES (2, 'fixture-02', 'induk', '1', 'sha256:638f9a5d4e0e35c931cbd6de80843b4b97856114386c781f36587d357a2310f2', 22, 'completed', 'Kunjungan Gubernur', 'selesai', 1773626400000000, 1773637200000000, NULL, '0d5652ad4b434514950e80ca07cf7cf2ea76b660843dc7c5cb0f66daec8df813', '{"v":1,"id":"fixture-02","sop":"induk","version":"1","digest":"sha256:638f9a5d4e0e35c931cbd6de80843b4b97856114386c781f36587d357a2310f2","revision":22,"status":"completed","started_at":"2026-03-16T09:00:00+07:00","at":"2026-03-16T12:00:00+07:00","started_by":"ani","documents":{"surat":{"version":3,"step":"paraf"},"draf":{"version":1,"step":"mulai"},"tanggapan":{"version":1,"paper":{"document":"tanggapan","number":"12"}},"Hasil":{"version":1,"step":"anak"}},"visits":{"mulai":1,"bila_perlu":1,"paraf":1,"tunggu":1,"putusan":1,"jeda":1,"periksa":1,"anak":1,"kirim":1},"waiting":[],"chosen":{"d":"c"},"end":"selesai","hand_over":"arsip","due":"2026-03-26T11:00:00+07:00","subject":"Kunjungan Gubernur","done_by":{"mulai":["ani"]},"unit":"u","is_provisional":true}', 0, 'u', NULL, 0);
INSERT INTO public.sopflow_instance VALUES (4, 'fixture-04', 'induk', '1', 'sha256:638f9a5d4e0e35c931cbd6de80843b4b97856114386c781f36587d357a2310f2', 7, 'completed', 'Ditolak', 'ditolak', 1773637200000000, 1773637200000000, NULL, 'e0bab6f5de8f463d8396d688b838048caf75e7582b92ac70048bce39475e9cd3', '{"v":1,"id":"fixture-04","sop":"induk","version":"1","digest":"sha256:638f9a5d4e0e35c931cbd6de80843b4b97856114386c781f36587d357a2310f2","revision":7,"status":"completed","started_at":"2026-03-16T12:00:00+07:00","at":"2026-03-16T12:00:00+07:00","started_by":"ani","documents":{"draf":{"version":1,"step":"mulai"},"surat":{"version":1,"step":"paraf"},"tanggapan":{"version":1,"paper":{"document":"tanggapan"}}},"visits":{"mulai":1,"bila_perlu":1,"paraf":1,"tunggu":1,"putusan":1},"waiting":[],"chosen":{"d":"b"},"end":"ditolak","due":"2026-03-26T12:00:00+07:00","subject":"Ditolak","done_by":{"mulai":["ani"]},"unit":"u","is_provisional":true}', 0, 'u', NULL, 0);
INSERT INTO public.sopflow_instance VALUES (5, 'fixture-05', 'induk', '1', 'sha256:638f9a5d4e0e35c931cbd6de80843b4b97856114386c781f36587d357a2310f2', 8, 'running', 'Dibelokkan', NULL, 1773637200000000, 1773727200000000, NULL, '03bbc009838b465b77ccac0b5a4028e12d33027181248433f46d8a0cc451641b', '{"v":1,"id":"fixture-05","sop":"induk","version":"1","digest":"sha256:638f9a5d4e0e35c931cbd6de80843b4b97856114386c781f36587d357a2310f2","revision":8,"status":"running","started_at":"2026-03-16T12:00:00+07:00","at":"2026-03-17T13:00:00+07:00","started_by":"ani","active":[{"step":"kirim","visit":1,"actors":["a"],"since":"2026-03-16T12:00:00+07:00","due":"2026-03-17T12:00:00+07:00"}],"documents":{"draf":{"version":1,"step":"mulai"},"surat":{"version":1,"step":"paraf"},"tanggapan":{"version":1,"paper":{"document":"tanggapan"}}},"visits":{"mulai":1,"bila_perlu":1,"paraf":1,"tunggu":1,"putusan":1,"kirim":1},"waiting":[],"chosen":{"d":"b"},"due":"2026-03-27T12:00:00+07:00","subject":"Dibelokkan","done_by":{"mulai":["ani"]},"unit":"u"}', 0, 'u', 1774587600000000, 0);
INSERT INTO public.sopflow_instance VALUES (3, 'fixture-02/fixture-03', 'anak', '1', 'sha256:d6c4ae4865e9d26f6f637e027b74418c594e58ad107d8fb3cbb23e627eaf389a', 2, 'completed', 'Kunjungan Gubernur', 'selesai', 1773637200000000, 1773637200000000, NULL, 'a48f5a048d1464d5d5e4c96a2c07f853b26e692d4805ca0ed4168789031c550f', '{"v":1,"id":"fixture-02/fixture-03","sop":"anak","version":"1","digest":"sha256:d6c4ae4865e9d26f6f637e027b74418c594e58ad107d8fb3cbb23e627eaf389a","revision":2,"status":"completed","started_at":"2026-03-16T12:00:00+07:00","at":"2026-03-16T12:00:00+07:00","started_by":"system","documents":{"surat":{"version":1,"paper":{"document":"surat"}}},"visits":{"kerja":1},"waiting":[],"end":"selesai","subject":"Kunjungan Gubernur","parent":["fixture-02","anak",1],"unit":"u"}', 0, 'u', NULL, 0);
INSERT INTO public.sopflow_instance VALUES (7, 'fixture-06/fixture-07', 'anak', '1', 'sha256:d6c4ae4865e9d26f6f637e027b74418c594e58ad107d8fb3cbb23e627eaf389a', 1, 'running', 'Memanggil', NULL, 1773640800000000, 1773640800000000, NULL, 'ee7f60d5b7340fca1525ac05bb1e1390f3e56adebbd7c71a8952bb255c8924bf', '{"v":1,"id":"fixture-06/fixture-07","sop":"anak","version":"1","digest":"sha256:d6c4ae4865e9d26f6f637e027b74418c594e58ad107d8fb3cbb23e627eaf389a","revision":1,"status":"running","started_at":"2026-03-16T13:00:00+07:00","at":"2026-03-16T13:00:00+07:00","started_by":"system","active":[{"step":"kerja","visit":1,"actors":["b"],"since":"2026-03-16T13:00:00+07:00"}],"documents":{"surat":{"version":1,"paper":{"document":"surat"}}},"visits":{"kerja":1},"waiting":[],"subject":"Memanggil","parent":["fixture-06","anak",1],"unit":"u"}', 0, 'u', NULL, 0);
INSERT INTO public.sopflow_instance VALUES (8, 'fixture-08', 'induk', '1', 'sha256:638f9a5d4e0e35c931cbd6de80843b4b97856114386c781f36587d357a2310f2', 2, 'cancelled', 'Dibatalkan', NULL, 1773640800000000, 1773640800000000, NULL, 'd292edf85d5f37a7824f606bde13e817d0a3ee51efcf184bbec07134267b1784', '{"v":1,"id":"fixture-08","sop":"induk","version":"1","digest":"sha256:638f9a5d4e0e35c931cbd6de80843b4b97856114386c781f36587d357a2310f2","revision":2,"status":"cancelled","started_at":"2026-03-16T13:00:00+07:00","at":"2026-03-16T13:00:00+07:00","started_by":"ani","visits":{"mulai":1},"waiting":[],"due":"2026-03-26T13:00:00+07:00","subject":"Dibatalkan","unit":"u","is_provisional":true}', 0, 'u', NULL, 0);
INSERT INTO public.sopflow_instance VALUES (6, 'fixture-06', 'induk', '1', 'sha256:638f9a5d4e0e35c931cbd6de80843b4b97856114386c781f36587d357a2310f2', 10, 'running', 'Memanggil', NULL, 1773637200000000, 1773727200000000, NULL, '357f954212030d4565615a218502fce269b87d94441e5955fee8157c16cd1a17', '{"v":1,"id":"fixture-06","sop":"induk","version":"1","digest":"sha256:638f9a5d4e0e35c931cbd6de80843b4b97856114386c781f36587d357a2310f2","revision":10,"status":"running","started_at":"2026-03-16T12:00:00+07:00","at":"2026-03-17T13:00:00+07:00","started_by":"ani","active":[{"step":"anak","visit":1,"since":"2026-03-16T13:00:00+07:00","child":"fixture-06/fixture-07"}],"documents":{"draf":{"version":1,"step":"mulai"},"surat":{"version":1,"step":"paraf"},"tanggapan":{"version":1,"paper":{"document":"tanggapan"}}},"visits":{"mulai":1,"bila_perlu":1,"paraf":1,"tunggu":1,"putusan":1,"jeda":1,"periksa":1,"anak":1},"waiting":[],"chosen":{"d":"b"},"due":"2026-03-27T12:00:00+07:00","subject":"Memanggil","done_by":{"mulai":["ani"]},"unit":"u"}', 0, 'u', 1774587600000000, 0);
INSERT INTO public.sopflow_instance VALUES (9, 'fixture-09', 'induk', '1', 'sha256:638f9a5d4e0e35c931cbd6de80843b4b97856114386c781f36587d357a2310f2', 6, 'suspended', 'Ditangguhkan', NULL, 1773640800000000, 1773727200000000, NULL, 'cc9b35f096ed59b0c2cd0dcbb52c88d022301a1fd902f9d20e314406cb3afab6', '{"v":1,"id":"fixture-09","sop":"induk","version":"1","digest":"sha256:638f9a5d4e0e35c931cbd6de80843b4b97856114386c781f36587d357a2310f2","revision":6,"status":"suspended","started_at":"2026-03-16T13:00:00+07:00","at":"2026-03-17T13:00:00+07:00","started_by":"ani","active":[{"step":"paraf","visit":1,"actors":["b","c"],"since":"2026-03-16T13:00:00+07:00","signed":[{"actor":"b","by":"budi","outcome":"N","at":"2026-03-16T13:00:00+07:00"}]}],"documents":{"draf":{"version":1,"step":"mulai"}},"visits":{"mulai":1,"bila_perlu":1,"paraf":1},"waiting":[],"chosen":{"d":"b"},"due":"2026-03-27T13:00:00+07:00","suspended_at":"2026-03-16T13:00:00+07:00","subject":"Ditangguhkan","done_by":{"mulai":["ani"]},"unit":"u"}', 0, 'u', NULL, 0);


--
-- Data for Name: sopflow_key; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.sopflow_key VALUES ('start induk', 'ND-1', 'fixture-01', 1);
INSERT INTO public.sopflow_key VALUES ('fixture-02', 'langkah-1', 'fixture-02', 5);


--
-- Data for Name: sopflow_schema; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.sopflow_schema VALUES ('0004');


--
-- Data for Name: sopflow_subscriber; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.sopflow_subscriber VALUES ('arsip', 74, '697cdcb5a5d9468a9a2a8b26c7e95a4e', 1795645235523160);


--
-- Data for Name: sopflow_word; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.sopflow_word VALUES ('terlambat', 1773626400000000, 1);
INSERT INTO public.sopflow_word VALUES ('surat', 1773626400000000, 1);
INSERT INTO public.sopflow_word VALUES ('yang', 1773626400000000, 1);
INSERT INTO public.sopflow_word VALUES ('gubernur', 1773626400000000, 2);
INSERT INTO public.sopflow_word VALUES ('kunjungan', 1773626400000000, 2);
INSERT INTO public.sopflow_word VALUES ('gubernur', 1773637200000000, 3);
INSERT INTO public.sopflow_word VALUES ('kunjungan', 1773637200000000, 3);
INSERT INTO public.sopflow_word VALUES ('ditolak', 1773637200000000, 4);
INSERT INTO public.sopflow_word VALUES ('dibelokkan', 1773637200000000, 5);
INSERT INTO public.sopflow_word VALUES ('memanggil', 1773637200000000, 6);
INSERT INTO public.sopflow_word VALUES ('memanggil', 1773640800000000, 7);
INSERT INTO public.sopflow_word VALUES ('dibatalkan', 1773640800000000, 8);
INSERT INTO public.sopflow_word VALUES ('ditangguhkan', 1773640800000000, 9);
INSERT INTO public.sopflow_word VALUES ('putusan', 1773640800000000, 10);
INSERT INTO public.sopflow_word VALUES ('menunggu', 1773640800000000, 10);


--
-- Data for Name: sopflow_work_item; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.sopflow_work_item VALUES ('fixture-05', 'kirim', 1, 'a', 1773723600000000, 1, 'induk', 'u', NULL);
INSERT INTO public.sopflow_work_item VALUES ('fixture-06', 'anak', 1, '', 4611686018427387904, 2, 'induk', 'u', NULL);
INSERT INTO public.sopflow_work_item VALUES ('fixture-06/fixture-07', 'kerja', 1, 'b', 4611686018427387904, 1, 'anak', 'u', NULL);
INSERT INTO public.sopflow_work_item VALUES ('fixture-01', 'mulai', 1, 'a', 1774231200000000, 1, 'induk', 'u', NULL);
INSERT INTO public.sopflow_work_item VALUES ('fixture-10', 'periksa', 1, 'c', 4611686018427387904, 1, 'induk', 'u', NULL);
INSERT INTO public.sopflow_work_item VALUES ('fixture-01', 'mulai', 1, 'b', 1774231200000000, 0, 'induk', 'u', NULL);


--
-- Name: sopflow_definition_number_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.sopflow_definition_number_seq', 3, true);


--
-- Name: sopflow_event_position_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.sopflow_event_position_seq', 74, true);


--
-- Name: sopflow_instance_number_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.sopflow_instance_number_seq', 10, true);


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
-- Name: sopflow_schema sopflow_schema_pkc; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.sopflow_schema
    ADD CONSTRAINT sopflow_schema_pkc PRIMARY KEY (version_num);


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
-- Name: sopflow_instance_by_due; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX sopflow_instance_by_due ON public.sopflow_instance USING btree (due, number) WHERE (due IS NOT NULL);


--
-- Name: sopflow_instance_by_sop; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX sopflow_instance_by_sop ON public.sopflow_instance USING btree (sop, status, started_at, number);


--
-- Name: sopflow_instance_by_start; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX sopflow_instance_by_start ON public.sopflow_instance USING btree (started_at, number);


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

\unrestrict kJq8vbUSOAdGl4mmtSGCRoyvhzXJGc4eW9clDyFdiBfq75o07PxwoPwhuHCLQi5

