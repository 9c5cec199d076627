BEGIN TRANSACTION;
CREATE TABLE sopflow_definition (
	number INTEGER NOT NULL, 
	digest TEXT NOT NULL, 
	sop TEXT NOT NULL, 
	version TEXT NOT NULL, 
	body TEXT NOT NULL, 
	PRIMARY KEY (number), 
	UNIQUE (sop, version), 
	UNIQUE (digest)
);
INSERT INTO "sopflow_definition" VALUES(1,'sha256:6fbc15885aebe98ff3fb1980751ac4b878f80365867b3577661d96df56af9e1a','surat','1','{"v":1,"is":"Definition","id":"surat","title":"Kontrak","version":"1","actors":{"is":"map","items":[["a",{"is":"Actor","id":"a","title":"A"}],["b",{"is":"Actor","id":"b","title":"B"}],["c",{"is":"Actor","id":"c","title":"C"}]]},"documents":{"is":"map","items":[["Surat",{"is":"Document","id":"Surat","title":"Surat"}]]},"steps":[{"is":"Step","id":"susun","number":"1","activity":"Menyusun","actors":["a"],"sign_off":"any","inputs":[],"outputs":["Surat"],"duration":{"is":"Duration","parts":[["jam",{"is":"Decimal","value":"2"}]]},"next":["periksa"]},{"is":"Step","id":"periksa","number":"2","activity":"Memeriksa","actors":["a","b"],"sign_off":"any","inputs":[],"outputs":[],"duration":{"is":"Duration","parts":[["jam",{"is":"Decimal","value":"1"}]]},"next":[],"branches":[{"is":"Branch","name":"Y","targets":["paraf"]},{"is":"Branch","name":"N","targets":["susun"]}]},{"is":"Step","id":"paraf","number":"3","activity":"Memaraf","actors":["b","c"],"sign_off":"in_order","inputs":[],"outputs":[],"duration":{"is":"Duration","parts":[["hari",{"is":"Decimal","value":"1"}]]},"next":["tunggu"]},{"is":"Step","id":"tunggu","number":"4","activity":"Menunggu","actors":[],"sign_off":"any","inputs":[],"outputs":[],"duration":null,"next":["arsip"],"wait":{"is":"Wait","lasts":{"is":"Duration","parts":[["hari",{"is":"Decimal","value":"3"}]]}}},{"is":"Step","id":"arsip","number":"5","activity":"Mengarsipkan","actors":["c"],"sign_off":"any","inputs":[],"outputs":[],"duration":null,"next":[{"is":"End"}]}],"identity":{"is":"Identity"},"digest":"sha256:6fbc15885aebe98ff3fb1980751ac4b878f80365867b3577661d96df56af9e1a"}');
CREATE TABLE sopflow_event (
	position INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	instance TEXT NOT NULL, 
	revision INTEGER NOT NULL, 
	body TEXT NOT NULL, 
	hash TEXT NOT NULL, 
	UNIQUE (instance, revision)
);
INSERT INTO "sopflow_event" VALUES(1,'7b2caad927194b20bb61e4b3268821d0',1,'{"v":1,"instance":"7b2caad927194b20bb61e4b3268821d0","revision":1,"at":"2024-03-12T01:00:00+00:00","type":"started","by":"a","opened":[{"step":"susun","visit":1,"actors":["a"],"since":"2024-03-12T01:00:00+00:00","due":"2024-03-12T03:00:00+00:00"}],"asked":{"kind":"start","subject":"Surat dari versi 0001"},"effects":{"sop":["surat","1","sha256:6fbc15885aebe98ff3fb1980751ac4b878f80365867b3577661d96df56af9e1a"]}}','e8c1882a644b611bb518196289be9b6cb0f2467ef32fecf3031e47137d05ea79');
INSERT INTO "sopflow_event" VALUES(2,'7b2caad927194b20bb61e4b3268821d0',2,'{"v":1,"instance":"7b2caad927194b20bb61e4b3268821d0","revision":2,"at":"2024-03-12T01:00:00+00:00","type":"completed","by":"a","step":"susun","visit":1,"outcome":"done","actor":"a","opened":[{"step":"periksa","visit":1,"actors":["a","b"],"since":"2024-03-12T01:00:00+00:00","due":"2024-03-12T02:00:00+00:00"}],"documents":["Surat"]}','15a76d8d0e77dda1cfd9e67f5147e4023ac4942499801b64d6a991e8b07f8a86');
INSERT INTO "sopflow_event" VALUES(3,'7b2caad927194b20bb61e4b3268821d0',3,'{"v":1,"instance":"7b2caad927194b20bb61e4b3268821d0","revision":3,"at":"2024-03-12T01:00:00+00:00","type":"completed","by":"a","step":"periksa","visit":1,"outcome":"N","actor":"a","opened":[{"step":"susun","visit":2,"actors":["a"],"since":"2024-03-12T01:00:00+00:00","due":"2024-03-12T03:00:00+00:00"}]}','5ec2e124beae990d853d21c1c08e1faefa57f20e23cc5185a5f1319fa43f5f7c');
INSERT INTO "sopflow_event" VALUES(4,'7b2caad927194b20bb61e4b3268821d0',4,'{"v":1,"instance":"7b2caad927194b20bb61e4b3268821d0","revision":4,"at":"2024-03-12T01:00:00+00:00","type":"annotated","by":"a","asked":{"kind":"annotate","note":"catatan"}}','05f2e93e5183ba9b27aa5d72c6bbc82931ab2010e6f775822ff9dd3b6b26b4b0');
INSERT INTO "sopflow_event" VALUES(5,'b9992ae7939f4c5888f8aaafd604a5d4',1,'{"v":1,"instance":"b9992ae7939f4c5888f8aaafd604a5d4","revision":1,"at":"2024-03-12T01:00:00+00:00","type":"started","by":"a","opened":[{"step":"susun","visit":1,"actors":["a"],"since":"2024-03-12T01:00:00+00:00","due":"2024-03-12T03:00:00+00:00"}],"asked":{"kind":"start"},"effects":{"sop":["surat","1","sha256:6fbc15885aebe98ff3fb1980751ac4b878f80365867b3577661d96df56af9e1a"]}}','3c4ab5f39ad3e90fda34739bba04135ea42d372a9e92647b5a083cf6125bc715');
CREATE TABLE sopflow_instance (
	number INTEGER NOT NULL, 
	id TEXT NOT NULL, 
	sop TEXT NOT NULL, 
	version TEXT NOT NULL, 
	digest TEXT NOT NULL, 
	revision INTEGER NOT NULL, 
	status TEXT NOT NULL, 
	subject TEXT, 
	end_name TEXT, 
	started_at BIGINT NOT NULL, 
	changed_at BIGINT NOT NULL, 
	wakes_at BIGINT, 
	head TEXT NOT NULL, 
	snapshot TEXT NOT NULL, 
	PRIMARY KEY (number), 
	UNIQUE (id)
);
INSERT INTO "sopflow_instance" VALUES(1,'7b2caad927194b20bb61e4b3268821d0','surat','1','sha256:6fbc15885aebe98ff3fb1980751ac4b878f80365867b3577661d96df56af9e1a',4,'running','Surat dari versi 0001',NULL,1710205200000000,1710205200000000,NULL,'05f2e93e5183ba9b27aa5d72c6bbc82931ab2010e6f775822ff9dd3b6b26b4b0','{"v":1,"id":"7b2caad927194b20bb61e4b3268821d0","sop":"surat","version":"1","digest":"sha256:6fbc15885aebe98ff3fb1980751ac4b878f80365867b3577661d96df56af9e1a","revision":4,"status":"running","started_at":"2024-03-12T01:00:00+00:00","at":"2024-03-12T01:00:00+00:00","started_by":"a","active":[{"step":"susun","visit":2,"actors":["a"],"since":"2024-03-12T01:00:00+00:00","due":"2024-03-12T03:00:00+00:00"}],"documents":{"Surat":{"version":1,"step":"susun"}},"visits":{"susun":2,"periksa":1},"waiting":[],"subject":"Surat dari versi 0001"}');
INSERT INTO "sopflow_instance" VALUES(2,'b9992ae7939f4c5888f8aaafd604a5d4','surat','1','sha256:6fbc15885aebe98ff3fb1980751ac4b878f80365867b3577661d96df56af9e1a',1,'running',NULL,NULL,1710205200000000,1710205200000000,NULL,'3c4ab5f39ad3e90fda34739bba04135ea42d372a9e92647b5a083cf6125bc715','{"v":1,"id":"b9992ae7939f4c5888f8aaafd604a5d4","sop":"surat","version":"1","digest":"sha256:6fbc15885aebe98ff3fb1980751ac4b878f80365867b3577661d96df56af9e1a","revision":1,"status":"running","started_at":"2024-03-12T01:00:00+00:00","at":"2024-03-12T01:00:00+00:00","started_by":"a","active":[{"step":"susun","visit":1,"actors":["a"],"since":"2024-03-12T01:00:00+00:00","due":"2024-03-12T03:00:00+00:00"}],"visits":{"susun":1},"waiting":[]}');
CREATE TABLE sopflow_key (
	scope TEXT NOT NULL, 
	"key" TEXT NOT NULL, 
	instance TEXT NOT NULL, 
	revision INTEGER NOT NULL, 
	PRIMARY KEY (scope, "key")
);
CREATE TABLE sopflow_schema (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT sopflow_schema_pkc PRIMARY KEY (version_num)
);
INSERT INTO "sopflow_schema" VALUES('0001');
CREATE TABLE sopflow_work_item (
	instance TEXT NOT NULL, 
	step TEXT NOT NULL, 
	visit INTEGER NOT NULL, 
	actor TEXT NOT NULL, 
	due BIGINT NOT NULL, 
	is_first INTEGER NOT NULL, 
	PRIMARY KEY (instance, step, visit, actor)
);
INSERT INTO "sopflow_work_item" VALUES('7b2caad927194b20bb61e4b3268821d0','susun',2,'a',1710212400000000,1);
INSERT INTO "sopflow_work_item" VALUES('b9992ae7939f4c5888f8aaafd604a5d4','susun',1,'a',1710212400000000,1);
CREATE INDEX sopflow_instance_by_sop ON sopflow_instance (sop, status, number);
CREATE INDEX sopflow_instance_by_status ON sopflow_instance (status, number);
CREATE INDEX sopflow_instance_waking ON sopflow_instance (wakes_at) WHERE wakes_at IS NOT NULL;
CREATE INDEX sopflow_work_item_by_actor ON sopflow_work_item (actor, due, instance, step, visit);
CREATE INDEX sopflow_work_item_by_due ON sopflow_work_item (due, instance, step, visit, actor) WHERE is_first = 1;
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" VALUES('sopflow_event',5);
COMMIT;
