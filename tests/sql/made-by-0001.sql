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
	position INTEGER NOT NULL, 
	instance TEXT NOT NULL, 
	revision INTEGER NOT NULL, 
	body TEXT NOT NULL, 
	hash TEXT NOT NULL, 
	PRIMARY KEY (position), 
	UNIQUE (instance, revision)
);
INSERT INTO "sopflow_event" VALUES(1,'9dd7e1520f7a484b890f04ddc0087b92',1,'{"v":1,"instance":"9dd7e1520f7a484b890f04ddc0087b92","revision":1,"at":"2024-03-12T01:00:00+00:00","type":"started","by":"a","opened":[{"step":"susun","visit":1,"actors":["a"],"since":"2024-03-12T01:00:00+00:00","due":"2024-03-12T03:00:00+00:00"}],"asked":{"kind":"start","subject":"Surat dari versi 0001"},"effects":{"sop":["surat","1","sha256:6fbc15885aebe98ff3fb1980751ac4b878f80365867b3577661d96df56af9e1a"]}}','6da3560b906cb3b1e3b0ae6f3fb7729d49a80d8cf8b512cd2ddfd37219634653');
INSERT INTO "sopflow_event" VALUES(2,'9dd7e1520f7a484b890f04ddc0087b92',2,'{"v":1,"instance":"9dd7e1520f7a484b890f04ddc0087b92","revision":2,"at":"2024-03-12T01:00:00+00:00","type":"completed","by":"a","step":"susun","visit":1,"outcome":"done","actor":"a","opened":[{"step":"periksa","visit":1,"actors":["a","b"],"since":"2024-03-12T01:00:00+00:00","due":"2024-03-12T02:00:00+00:00"}],"documents":["Surat"]}','6115852b77d85a82a8c5ad522423417413f310572d8aff0a0846d0125bdc2d7a');
INSERT INTO "sopflow_event" VALUES(3,'9dd7e1520f7a484b890f04ddc0087b92',3,'{"v":1,"instance":"9dd7e1520f7a484b890f04ddc0087b92","revision":3,"at":"2024-03-12T01:00:00+00:00","type":"completed","by":"a","step":"periksa","visit":1,"outcome":"N","actor":"a","opened":[{"step":"susun","visit":2,"actors":["a"],"since":"2024-03-12T01:00:00+00:00","due":"2024-03-12T03:00:00+00:00"}]}','d22fdf197867e324d19af48e81641c560e3268ef1bd456681323723dcb9fa055');
INSERT INTO "sopflow_event" VALUES(4,'9dd7e1520f7a484b890f04ddc0087b92',4,'{"v":1,"instance":"9dd7e1520f7a484b890f04ddc0087b92","revision":4,"at":"2024-03-12T01:00:00+00:00","type":"annotated","by":"a","asked":{"kind":"annotate","note":"catatan"}}','94b9334e9ee388fce881c85333a5001dfece36a27b948a69bd1af6bc073a2932');
INSERT INTO "sopflow_event" VALUES(5,'9e5c9dea0c574616af4ea790ffa1655a',1,'{"v":1,"instance":"9e5c9dea0c574616af4ea790ffa1655a","revision":1,"at":"2024-03-12T01:00:00+00:00","type":"started","by":"a","opened":[{"step":"susun","visit":1,"actors":["a"],"since":"2024-03-12T01:00:00+00:00","due":"2024-03-12T03:00:00+00:00"}],"asked":{"kind":"start"},"effects":{"sop":["surat","1","sha256:6fbc15885aebe98ff3fb1980751ac4b878f80365867b3577661d96df56af9e1a"]}}','cdecda9979b81cdfc6f5bdb5f67e845d70cd2f3fd640e44a00bde41c2153c8a6');
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
INSERT INTO "sopflow_instance" VALUES(1,'9dd7e1520f7a484b890f04ddc0087b92','surat','1','sha256:6fbc15885aebe98ff3fb1980751ac4b878f80365867b3577661d96df56af9e1a',4,'running','Surat dari versi 0001',NULL,1710205200000000,1710205200000000,NULL,'94b9334e9ee388fce881c85333a5001dfece36a27b948a69bd1af6bc073a2932','{"v":1,"id":"9dd7e1520f7a484b890f04ddc0087b92","sop":"surat","version":"1","digest":"sha256:6fbc15885aebe98ff3fb1980751ac4b878f80365867b3577661d96df56af9e1a","revision":4,"status":"running","started_at":"2024-03-12T01:00:00+00:00","at":"2024-03-12T01:00:00+00:00","started_by":"a","active":[{"step":"susun","visit":2,"actors":["a"],"since":"2024-03-12T01:00:00+00:00","due":"2024-03-12T03:00:00+00:00"}],"documents":{"Surat":{"version":1,"step":"susun"}},"visits":{"susun":2,"periksa":1},"waiting":[],"subject":"Surat dari versi 0001"}');
INSERT INTO "sopflow_instance" VALUES(2,'9e5c9dea0c574616af4ea790ffa1655a','surat','1','sha256:6fbc15885aebe98ff3fb1980751ac4b878f80365867b3577661d96df56af9e1a',1,'running',NULL,NULL,1710205200000000,1710205200000000,NULL,'cdecda9979b81cdfc6f5bdb5f67e845d70cd2f3fd640e44a00bde41c2153c8a6','{"v":1,"id":"9e5c9dea0c574616af4ea790ffa1655a","sop":"surat","version":"1","digest":"sha256:6fbc15885aebe98ff3fb1980751ac4b878f80365867b3577661d96df56af9e1a","revision":1,"status":"running","started_at":"2024-03-12T01:00:00+00:00","at":"2024-03-12T01:00:00+00:00","started_by":"a","active":[{"step":"susun","visit":1,"actors":["a"],"since":"2024-03-12T01:00:00+00:00","due":"2024-03-12T03:00:00+00:00"}],"visits":{"susun":1},"waiting":[]}');
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
)
 WITHOUT ROWID

;
INSERT INTO "sopflow_work_item" VALUES('9dd7e1520f7a484b890f04ddc0087b92','susun',2,'a',1710212400000000,1);
INSERT INTO "sopflow_work_item" VALUES('9e5c9dea0c574616af4ea790ffa1655a','susun',1,'a',1710212400000000,1);
CREATE INDEX sopflow_instance_by_sop ON sopflow_instance (sop, status, number);
CREATE INDEX sopflow_instance_by_status ON sopflow_instance (status, number);
CREATE INDEX sopflow_instance_waking ON sopflow_instance (wakes_at) WHERE wakes_at IS NOT NULL;
CREATE INDEX sopflow_work_item_by_actor ON sopflow_work_item (actor, due, instance, step, visit);
CREATE INDEX sopflow_work_item_by_due ON sopflow_work_item (due, instance, step, visit, actor) WHERE is_first = 1;
COMMIT;
