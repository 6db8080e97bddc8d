-- All tables after the last migration. Written by `bin/migrate --schema`, compared by `bin/check`.

CREATE TABLE `agent_versions` (
  `tenant_id` binary(16) NOT NULL,
  `agent_id` binary(16) NOT NULL,
  `version` int(10) unsigned NOT NULL,
  `model` varchar(128) NOT NULL,
  `instructions` text NOT NULL,
  `output_schema` mediumtext DEFAULT NULL,
  `temperature` double DEFAULT NULL,
  `max_output_tokens` int(10) unsigned DEFAULT NULL,
  `created_by` binary(16) NOT NULL,
  `created_at` datetime(6) NOT NULL,
  PRIMARY KEY (`tenant_id`,`agent_id`,`version`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_general_ci;

CREATE TABLE `agents` (
  `tenant_id` binary(16) NOT NULL,
  `id` binary(16) NOT NULL,
  `name` varchar(63) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `created_at` datetime(6) NOT NULL,
  PRIMARY KEY (`tenant_id`,`id`),
  UNIQUE KEY `agents_name` (`tenant_id`,`name`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

CREATE TABLE `api_key_notices` (
  `tenant_id` binary(16) NOT NULL,
  `key_id` binary(16) NOT NULL,
  `days` smallint(5) unsigned NOT NULL,
  `sent_at` datetime(6) NOT NULL,
  PRIMARY KEY (`tenant_id`,`key_id`,`days`),
  CONSTRAINT `api_key_notices_key` FOREIGN KEY (`tenant_id`, `key_id`) REFERENCES `api_keys` (`tenant_id`, `id`) ON DELETE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

CREATE TABLE `api_key_uses` (
  `tenant_id` binary(16) NOT NULL,
  `key_id` binary(16) NOT NULL,
  `last_used_at` datetime(6) NOT NULL,
  PRIMARY KEY (`tenant_id`,`key_id`),
  CONSTRAINT `api_key_uses_key` FOREIGN KEY (`tenant_id`, `key_id`) REFERENCES `api_keys` (`tenant_id`, `id`) ON DELETE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

CREATE TABLE `api_keys` (
  `tenant_id` binary(16) NOT NULL,
  `id` binary(16) NOT NULL,
  `principal_id` binary(16) NOT NULL,
  `name` varchar(100) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  `scopes` text CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `namespaces` text CHARACTER SET ascii COLLATE ascii_bin DEFAULT NULL,
  `secret_hash` binary(32) NOT NULL,
  `created_by` binary(16) NOT NULL,
  `created_at` datetime(6) NOT NULL,
  `expires_at` datetime(6) NOT NULL,
  PRIMARY KEY (`tenant_id`,`id`),
  KEY `api_keys_principal` (`tenant_id`,`principal_id`),
  KEY `api_keys_expiry` (`expires_at`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

CREATE TABLE `audit_chains` (
  `tenant_id` binary(16) NOT NULL,
  `seq` bigint(20) unsigned NOT NULL,
  `hash` binary(32) NOT NULL,
  `pruned_seq` bigint(20) unsigned NOT NULL,
  `pruned_hash` binary(32) NOT NULL,
  PRIMARY KEY (`tenant_id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

CREATE TABLE `audit_intake` (
  `tenant_id` binary(16) NOT NULL,
  `id` binary(16) NOT NULL,
  `at` datetime(6) NOT NULL,
  `action` varchar(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `outcome` enum('succeeded','failed') NOT NULL,
  `actor_kind` enum('user','apiKey','system','anonymous','operator') NOT NULL,
  `actor_id` binary(16) DEFAULT NULL,
  `session_id` binary(16) DEFAULT NULL,
  `target_kind` varchar(32) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `target_name` varchar(255) DEFAULT NULL,
  `address` varchar(64) CHARACTER SET ascii COLLATE ascii_bin DEFAULT NULL,
  `user_agent` varchar(255) DEFAULT NULL,
  `request_id` varchar(64) CHARACTER SET ascii COLLATE ascii_bin DEFAULT NULL,
  `state_before` mediumtext DEFAULT NULL,
  `state_after` mediumtext DEFAULT NULL,
  PRIMARY KEY (`tenant_id`,`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE `audit_log` (
  `tenant_id` binary(16) NOT NULL,
  `seq` bigint(20) unsigned NOT NULL,
  `id` binary(16) NOT NULL,
  `at` datetime(6) NOT NULL,
  `action` varchar(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `outcome` enum('succeeded','failed') NOT NULL,
  `actor_kind` enum('user','apiKey','system','anonymous','operator') NOT NULL,
  `actor_id` binary(16) DEFAULT NULL,
  `session_id` binary(16) DEFAULT NULL,
  `target_kind` varchar(32) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `target_name` varchar(255) DEFAULT NULL,
  `address` varchar(64) CHARACTER SET ascii COLLATE ascii_bin DEFAULT NULL,
  `user_agent` varchar(255) DEFAULT NULL,
  `request_id` varchar(64) CHARACTER SET ascii COLLATE ascii_bin DEFAULT NULL,
  `state_before` mediumtext DEFAULT NULL,
  `state_after` mediumtext DEFAULT NULL,
  `previous_hash` binary(32) NOT NULL,
  `hash` binary(32) NOT NULL,
  PRIMARY KEY (`tenant_id`,`seq`),
  KEY `audit_log_at` (`tenant_id`,`at`),
  KEY `audit_log_actor` (`tenant_id`,`actor_id`,`seq`),
  KEY `audit_log_action` (`tenant_id`,`action`,`seq`),
  KEY `audit_log_target` (`tenant_id`,`target_kind`,`target_name`,`seq`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE `deleted_tenants` (
  `tenant_id` binary(16) NOT NULL,
  `requested_at` datetime(6) NOT NULL,
  `deleted_at` datetime(6) NOT NULL,
  PRIMARY KEY (`tenant_id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

CREATE TABLE `email_verifications` (
  `token_hash` binary(32) NOT NULL,
  `email` varchar(254) NOT NULL,
  `password_hash` varchar(128) NOT NULL,
  `tenant_name` varchar(200) NOT NULL,
  `created_at` datetime(6) NOT NULL,
  `expires_at` datetime(6) NOT NULL,
  `used_at` datetime(6) DEFAULT NULL,
  PRIMARY KEY (`token_hash`),
  KEY `email_verifications_email` (`email`,`created_at`),
  KEY `email_verifications_expiry` (`expires_at`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

CREATE TABLE `event_subscriptions` (
  `tenant_id` binary(16) NOT NULL,
  `run_id` binary(16) NOT NULL,
  `ordinal` int(10) unsigned NOT NULL,
  `filter_no` int(10) unsigned NOT NULL,
  `type` varchar(255) DEFAULT NULL,
  `source` varchar(255) DEFAULT NULL,
  PRIMARY KEY (`tenant_id`,`run_id`,`ordinal`,`filter_no`),
  KEY `event_subscriptions_filter` (`tenant_id`,`type`,`source`,`run_id`,`ordinal`),
  KEY `event_subscriptions_run` (`run_id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE `events` (
  `tenant_id` binary(16) NOT NULL,
  `id` binary(16) NOT NULL,
  `identity` binary(32) NOT NULL,
  `type` varchar(255) NOT NULL,
  `source` varchar(1024) NOT NULL,
  `event` mediumtext NOT NULL,
  `received_at` datetime(6) NOT NULL,
  `dispatched_at` datetime(6) DEFAULT NULL,
  `cursor_run_id` binary(16) DEFAULT NULL,
  `cursor_ordinal` int(10) unsigned DEFAULT NULL,
  PRIMARY KEY (`tenant_id`,`id`),
  UNIQUE KEY `events_identity` (`tenant_id`,`identity`),
  KEY `events_dispatched` (`dispatched_at`,`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE `idempotency_keys` (
  `tenant_id` binary(16) NOT NULL,
  `user_id` binary(16) NOT NULL,
  `idempotency_key` varchar(255) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `request_hash` binary(32) NOT NULL,
  `status` smallint(5) unsigned NOT NULL,
  `headers` text CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci NOT NULL,
  `body` mediumblob NOT NULL,
  `expires_at` datetime(6) NOT NULL,
  PRIMARY KEY (`tenant_id`,`user_id`,`idempotency_key`),
  KEY `idempotency_keys_expiry` (`expires_at`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

CREATE TABLE `identity_providers` (
  `tenant_id` binary(16) NOT NULL,
  `name` varchar(63) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `revision` int(10) unsigned NOT NULL,
  `issuer` varchar(255) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `client_id` varchar(255) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `key_id` varchar(32) CHARACTER SET ascii COLLATE ascii_bin DEFAULT NULL,
  `nonce` binary(12) DEFAULT NULL,
  `ciphertext` blob DEFAULT NULL,
  `rules` mediumtext NOT NULL,
  `created_at` datetime(6) NOT NULL,
  `updated_at` datetime(6) NOT NULL,
  PRIMARY KEY (`tenant_id`,`name`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

CREATE TABLE `invitations` (
  `tenant_id` binary(16) NOT NULL,
  `id` binary(16) NOT NULL,
  `email` varchar(254) NOT NULL,
  `roles` text CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `token_hash` binary(32) NOT NULL,
  `invited_by` binary(16) NOT NULL,
  `created_at` datetime(6) NOT NULL,
  `expires_at` datetime(6) NOT NULL,
  `failures` tinyint(3) unsigned NOT NULL DEFAULT 0,
  PRIMARY KEY (`tenant_id`,`id`),
  UNIQUE KEY `invitations_email` (`tenant_id`,`email`),
  UNIQUE KEY `invitations_token` (`token_hash`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

CREATE TABLE `journal` (
  `run_id` binary(16) NOT NULL,
  `seq` int(10) unsigned NOT NULL,
  `tenant_id` binary(16) NOT NULL,
  `format` tinyint(3) unsigned NOT NULL,
  `entry` longtext NOT NULL,
  `created_at` datetime(6) NOT NULL,
  PRIMARY KEY (`run_id`,`seq`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_general_ci;

CREATE TABLE `login_attempts` (
  `subject` binary(32) NOT NULL,
  `failures` int(10) unsigned NOT NULL,
  `locked_until` datetime(6) NOT NULL,
  `expires_at` datetime(6) NOT NULL,
  PRIMARY KEY (`subject`),
  KEY `login_attempts_expiry` (`expires_at`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

CREATE TABLE `login_challenges` (
  `token_hash` binary(32) NOT NULL,
  `user_id` binary(16) NOT NULL,
  `tenant_id` binary(16) DEFAULT NULL,
  `expires_at` datetime(6) NOT NULL,
  `is_frequent` tinyint(1) NOT NULL DEFAULT 0,
  `is_provided` tinyint(1) NOT NULL DEFAULT 0,
  PRIMARY KEY (`token_hash`),
  KEY `login_challenges_user` (`user_id`),
  KEY `login_challenges_expiry` (`expires_at`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

CREATE TABLE `mail_outbox` (
  `id` binary(16) NOT NULL,
  `kind` varchar(32) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `recipient` varchar(254) NOT NULL,
  `key_id` varchar(32) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `nonce` binary(12) NOT NULL,
  `ciphertext` blob NOT NULL,
  `created_at` datetime(6) NOT NULL,
  `expires_at` datetime(6) NOT NULL,
  `attempts` int(10) unsigned NOT NULL,
  `next_attempt_at` datetime(6) DEFAULT NULL,
  `failure` varchar(200) DEFAULT NULL,
  PRIMARY KEY (`id`),
  KEY `mail_outbox_due` (`next_attempt_at`),
  KEY `mail_outbox_expiry` (`expires_at`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

CREATE TABLE `members` (
  `tenant_id` binary(16) NOT NULL,
  `user_id` binary(16) NOT NULL,
  `role` enum('admin','developer','operator','viewer') NOT NULL,
  `created_at` datetime(6) NOT NULL,
  PRIMARY KEY (`tenant_id`,`user_id`),
  KEY `members_user` (`user_id`),
  CONSTRAINT `members_tenant` FOREIGN KEY (`tenant_id`) REFERENCES `tenants` (`id`),
  CONSTRAINT `members_user` FOREIGN KEY (`user_id`) REFERENCES `users` (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

CREATE TABLE `model_prices` (
  `id` binary(16) NOT NULL,
  `model` varchar(128) CHARACTER SET ascii COLLATE ascii_general_ci NOT NULL,
  `input_price` decimal(18,9) NOT NULL,
  `output_price` decimal(18,9) NOT NULL,
  `effective_from` datetime(6) NOT NULL,
  `effective_to` datetime(6) DEFAULT NULL,
  PRIMARY KEY (`id`),
  KEY `model_prices_model` (`model`,`effective_from`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

CREATE TABLE `passkey_challenges` (
  `challenge_hash` binary(32) NOT NULL,
  `purpose` varchar(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `user_id` binary(16) DEFAULT NULL,
  `expires_at` datetime(6) NOT NULL,
  PRIMARY KEY (`challenge_hash`),
  KEY `passkey_challenges_user` (`user_id`),
  KEY `passkey_challenges_expiry` (`expires_at`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

CREATE TABLE `passkeys` (
  `user_id` binary(16) NOT NULL,
  `id` binary(16) NOT NULL,
  `credential_id` varbinary(1023) NOT NULL,
  `public_key` varbinary(1024) NOT NULL,
  `sign_count` int(10) unsigned NOT NULL,
  `is_verifying` tinyint(1) NOT NULL,
  `is_backup_eligible` tinyint(1) NOT NULL,
  `is_backed_up` tinyint(1) NOT NULL,
  `name` varchar(100) NOT NULL,
  `created_at` datetime(6) NOT NULL,
  `last_used_at` datetime(6) DEFAULT NULL,
  PRIMARY KEY (`user_id`,`id`),
  UNIQUE KEY `passkeys_credential` (`credential_id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

CREATE TABLE `password_peppers` (
  `id` tinyint(3) unsigned NOT NULL,
  `key_id` varchar(32) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `nonce` binary(12) NOT NULL,
  `ciphertext` varbinary(64) NOT NULL,
  `created_at` datetime(6) NOT NULL,
  PRIMARY KEY (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

CREATE TABLE `password_resets` (
  `token_hash` binary(32) NOT NULL,
  `email` varchar(254) NOT NULL,
  `created_at` datetime(6) NOT NULL,
  `expires_at` datetime(6) NOT NULL,
  `used_at` datetime(6) DEFAULT NULL,
  PRIMARY KEY (`token_hash`),
  KEY `password_resets_email` (`email`,`created_at`),
  KEY `password_resets_expiry` (`expires_at`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

CREATE TABLE `provided_roles` (
  `tenant_id` binary(16) NOT NULL,
  `user_id` binary(16) NOT NULL,
  `provider` varchar(63) NOT NULL,
  `namespace` varchar(63) NOT NULL,
  `role` varchar(63) NOT NULL,
  PRIMARY KEY (`tenant_id`,`user_id`,`provider`,`namespace`,`role`)
) ENGINE=InnoDB DEFAULT CHARSET=ascii COLLATE=ascii_bin;

CREATE TABLE `provider_logins` (
  `state_hash` binary(32) NOT NULL,
  `secret_hash` binary(32) NOT NULL,
  `tenant_id` binary(16) NOT NULL,
  `provider` varchar(63) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `redirect_uri` varchar(512) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `user_id` binary(16) DEFAULT NULL,
  `expires_at` datetime(6) NOT NULL,
  PRIMARY KEY (`state_hash`),
  KEY `provider_logins_expiry` (`expires_at`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

CREATE TABLE `recovery_codes` (
  `user_id` binary(16) NOT NULL,
  `code_hash` binary(32) NOT NULL,
  `used_at` datetime(6) DEFAULT NULL,
  PRIMARY KEY (`user_id`,`code_hash`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

CREATE TABLE `refresh_tokens` (
  `token_hash` binary(32) NOT NULL,
  `tenant_id` binary(16) NOT NULL,
  `session_id` binary(16) NOT NULL,
  `created_at` datetime(6) NOT NULL,
  `expires_at` datetime(6) NOT NULL,
  `used_at` datetime(6) DEFAULT NULL,
  PRIMARY KEY (`token_hash`),
  KEY `refresh_tokens_session` (`tenant_id`,`session_id`),
  KEY `refresh_tokens_expiry` (`expires_at`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

CREATE TABLE `role_assignments` (
  `tenant_id` binary(16) NOT NULL,
  `user_id` binary(16) NOT NULL,
  `namespace` varchar(63) NOT NULL,
  `role` varchar(63) NOT NULL,
  PRIMARY KEY (`tenant_id`,`user_id`,`namespace`,`role`),
  KEY `role_assignments_role` (`tenant_id`,`role`)
) ENGINE=InnoDB DEFAULT CHARSET=ascii COLLATE=ascii_bin;

CREATE TABLE `roles` (
  `tenant_id` binary(16) NOT NULL,
  `name` varchar(63) NOT NULL,
  `permissions` text NOT NULL,
  `revision` int(10) unsigned NOT NULL,
  `created_at` datetime(6) NOT NULL,
  `updated_at` datetime(6) NOT NULL,
  PRIMARY KEY (`tenant_id`,`name`)
) ENGINE=InnoDB DEFAULT CHARSET=ascii COLLATE=ascii_bin;

CREATE TABLE `run_inbox` (
  `run_id` binary(16) NOT NULL,
  `id` binary(16) NOT NULL,
  `tenant_id` binary(16) NOT NULL,
  `kind` enum('event','child') NOT NULL,
  `ordinal` int(10) unsigned NOT NULL,
  `payload` longtext NOT NULL,
  PRIMARY KEY (`run_id`,`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_general_ci;

CREATE TABLE `run_lines` (
  `tenant_id` binary(16) NOT NULL,
  PRIMARY KEY (`tenant_id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

CREATE TABLE `run_sizes` (
  `run_id` binary(16) NOT NULL,
  `tenant_id` binary(16) NOT NULL,
  `bytes` bigint(20) NOT NULL,
  PRIMARY KEY (`run_id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

CREATE TABLE `run_snapshots` (
  `run_id` binary(16) NOT NULL,
  `tenant_id` binary(16) NOT NULL,
  `seq` int(10) unsigned NOT NULL,
  `format` tinyint(3) unsigned NOT NULL,
  `state` longtext NOT NULL,
  PRIMARY KEY (`run_id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_general_ci;

CREATE TABLE `run_tasks` (
  `run_id` binary(16) NOT NULL,
  `ordinal` int(10) unsigned NOT NULL,
  `tenant_id` binary(16) NOT NULL,
  `name` varchar(255) NOT NULL,
  `reference` text NOT NULL,
  `status` enum('pending','running','waiting','suspended','cancelled','faulted','completed','skipped') NOT NULL,
  `attempt` int(10) unsigned NOT NULL,
  `started_at` datetime(6) NOT NULL,
  `ended_at` datetime(6) DEFAULT NULL,
  `input` longtext DEFAULT NULL,
  `output` longtext DEFAULT NULL,
  `error` mediumtext DEFAULT NULL,
  `detail` mediumtext DEFAULT NULL,
  `value_bytes` int(10) unsigned DEFAULT NULL,
  PRIMARY KEY (`run_id`,`ordinal`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_general_ci;

CREATE TABLE `runs` (
  `tenant_id` binary(16) NOT NULL,
  `id` binary(16) NOT NULL,
  `workflow_version_id` binary(16) NOT NULL,
  `status` enum('pending','running','waiting','suspended','cancelled','faulted','completed') NOT NULL,
  `input` longtext NOT NULL,
  `output` longtext DEFAULT NULL,
  `error` mediumtext DEFAULT NULL,
  `created_by` binary(16) NOT NULL,
  `created_at` datetime(6) NOT NULL,
  `started_at` datetime(6) DEFAULT NULL,
  `ended_at` datetime(6) DEFAULT NULL,
  `wake_at` datetime(6) DEFAULT NULL,
  `cancel_requested_at` datetime(6) DEFAULT NULL,
  `worker_id` binary(16) DEFAULT NULL,
  `worker_epoch` int(10) unsigned DEFAULT NULL,
  `journal_format` tinyint(3) unsigned NOT NULL DEFAULT 1,
  `inbox` int(10) unsigned NOT NULL DEFAULT 0,
  `parent_run_id` binary(16) DEFAULT NULL,
  `parent_ordinal` int(10) unsigned DEFAULT NULL,
  `suspend_requested_at` datetime(6) DEFAULT NULL,
  `suspend_deadline_at` datetime(6) DEFAULT NULL,
  `input_bytes` int(10) unsigned DEFAULT NULL,
  PRIMARY KEY (`tenant_id`,`id`),
  UNIQUE KEY `runs_id` (`id`),
  UNIQUE KEY `runs_parent` (`tenant_id`,`parent_run_id`,`parent_ordinal`),
  KEY `runs_worker` (`worker_id`),
  KEY `runs_ended_at` (`ended_at`),
  KEY `runs_tenant_status` (`tenant_id`,`status`),
  KEY `runs_line` (`status`,`worker_id`,`tenant_id`,`id`,`journal_format`),
  KEY `runs_wake_at` (`wake_at`),
  CONSTRAINT `runs_ended` CHECK (`ended_at` is not null = `status` in ('cancelled','faulted','completed')),
  CONSTRAINT `runs_wake` CHECK (`wake_at` is null or `status` = 'waiting')
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_general_ci;

CREATE TABLE `schema_migration_lock` (
  `id` tinyint(4) NOT NULL,
  PRIMARY KEY (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

CREATE TABLE `schema_migrations` (
  `name` varchar(255) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `checksum` char(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `applied_at` datetime(6) DEFAULT NULL,
  PRIMARY KEY (`name`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

CREATE TABLE `second_factors` (
  `user_id` binary(16) NOT NULL,
  `key_id` varchar(32) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `nonce` binary(12) NOT NULL,
  `ciphertext` varbinary(64) NOT NULL,
  `created_at` datetime(6) NOT NULL,
  `confirmed_at` datetime(6) DEFAULT NULL,
  `last_step` bigint(20) NOT NULL,
  PRIMARY KEY (`user_id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

CREATE TABLE `secrets` (
  `tenant_id` binary(16) NOT NULL,
  `id` binary(16) NOT NULL,
  `name` varchar(128) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `revision` int(10) unsigned NOT NULL,
  `key_id` varchar(32) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `nonce` binary(12) NOT NULL,
  `ciphertext` mediumblob NOT NULL,
  `created_by` binary(16) NOT NULL,
  `created_at` datetime(6) NOT NULL,
  `updated_by` binary(16) NOT NULL,
  `updated_at` datetime(6) NOT NULL,
  PRIMARY KEY (`tenant_id`,`id`),
  UNIQUE KEY `secrets_name` (`tenant_id`,`name`),
  KEY `secrets_key` (`key_id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

CREATE TABLE `service_accounts` (
  `tenant_id` binary(16) NOT NULL,
  `id` binary(16) NOT NULL,
  `name` varchar(63) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `is_disabled` tinyint(1) NOT NULL DEFAULT 0,
  `created_by` binary(16) NOT NULL,
  `created_at` datetime(6) NOT NULL,
  PRIMARY KEY (`tenant_id`,`id`),
  UNIQUE KEY `service_accounts_name` (`tenant_id`,`name`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

CREATE TABLE `sessions` (
  `tenant_id` binary(16) NOT NULL,
  `id` binary(16) NOT NULL,
  `user_id` binary(16) NOT NULL,
  `created_at` datetime(6) NOT NULL,
  `expires_at` datetime(6) NOT NULL,
  `ended_at` datetime(6) DEFAULT NULL,
  `last_used_at` datetime(6) DEFAULT NULL,
  `address` varchar(45) CHARACTER SET ascii COLLATE ascii_general_ci DEFAULT NULL,
  `user_agent` varchar(200) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci DEFAULT NULL,
  `authenticated_at` datetime(6) DEFAULT NULL,
  `restriction` varchar(16) CHARACTER SET ascii COLLATE ascii_bin DEFAULT NULL,
  `next_tenant_id` binary(16) DEFAULT NULL,
  `next_session_id` binary(16) DEFAULT NULL,
  `is_provided` tinyint(1) NOT NULL DEFAULT 0,
  PRIMARY KEY (`tenant_id`,`id`),
  KEY `sessions_user` (`user_id`,`id`),
  KEY `sessions_expiry` (`expires_at`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

CREATE TABLE `sign_in_places` (
  `user_id` binary(16) NOT NULL,
  `place` binary(32) NOT NULL,
  `last_used_at` datetime(6) NOT NULL,
  PRIMARY KEY (`user_id`,`place`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

CREATE TABLE `tenant_policies` (
  `tenant_id` binary(16) NOT NULL,
  `revision` int(10) unsigned NOT NULL,
  `outbound_allow` text CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `processes` set('shell','script','container') NOT NULL,
  `concurrent_runs` int(10) unsigned DEFAULT NULL,
  `updated_at` datetime(6) NOT NULL,
  `updated_by` binary(16) NOT NULL,
  `lifecycle_events` enum('none','workflow','all') NOT NULL DEFAULT 'none',
  `require_second_factor` varchar(8) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT 'none',
  PRIMARY KEY (`tenant_id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

CREATE TABLE `tenant_storage` (
  `tenant_id` binary(16) NOT NULL,
  `run_bytes` bigint(20) NOT NULL DEFAULT 0,
  `open_bytes` bigint(20) NOT NULL DEFAULT 0,
  `document_bytes` bigint(20) NOT NULL DEFAULT 0,
  `document_count` bigint(20) NOT NULL DEFAULT 0,
  `counted_at` datetime(6) NOT NULL,
  PRIMARY KEY (`tenant_id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

CREATE TABLE `tenants` (
  `id` binary(16) NOT NULL,
  `name` varchar(200) NOT NULL,
  `created_at` datetime(6) NOT NULL,
  `access_generation` bigint(20) unsigned NOT NULL DEFAULT 0,
  `revision` int(10) unsigned NOT NULL DEFAULT 1,
  `suspended_at` datetime(6) DEFAULT NULL,
  `deletion_requested_at` datetime(6) DEFAULT NULL,
  `delete_at` datetime(6) DEFAULT NULL,
  `rate_percent` int(10) unsigned DEFAULT NULL,
  `runs_per_day` int(10) unsigned DEFAULT NULL,
  `requests_per_day` bigint(20) unsigned DEFAULT NULL,
  `stored_bytes` bigint(20) unsigned DEFAULT NULL,
  `rate_overrides` varchar(2048) CHARACTER SET ascii COLLATE ascii_bin DEFAULT NULL,
  PRIMARY KEY (`id`),
  KEY `tenants_suspended_at` (`suspended_at`),
  KEY `tenants_delete_at` (`delete_at`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

CREATE TABLE `usage_records` (
  `run_id` binary(16) NOT NULL,
  `seq` int(10) unsigned NOT NULL,
  `tenant_id` binary(16) NOT NULL,
  `task_ordinal` int(10) unsigned NOT NULL,
  `model` varchar(128) NOT NULL,
  `input_tokens` bigint(20) unsigned NOT NULL,
  `output_tokens` bigint(20) unsigned NOT NULL,
  `cost` decimal(18,9) DEFAULT NULL,
  `price_id` binary(16) DEFAULT NULL,
  `created_at` datetime(6) NOT NULL,
  PRIMARY KEY (`run_id`,`seq`),
  KEY `usage_records_tenant` (`tenant_id`,`created_at`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_general_ci;

CREATE TABLE `user_identities` (
  `tenant_id` binary(16) NOT NULL,
  `issuer` varchar(255) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `subject` varchar(255) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `id` binary(16) NOT NULL,
  `user_id` binary(16) NOT NULL,
  `password_hash` varchar(128) CHARACTER SET ascii COLLATE ascii_bin DEFAULT NULL,
  `created_at` datetime(6) NOT NULL,
  `last_used_at` datetime(6) DEFAULT NULL,
  PRIMARY KEY (`tenant_id`,`issuer`,`subject`),
  KEY `user_identities_user` (`user_id`,`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

CREATE TABLE `users` (
  `id` binary(16) NOT NULL,
  `email` varchar(254) NOT NULL,
  `password_hash` varchar(128) NOT NULL,
  `created_at` datetime(6) NOT NULL,
  PRIMARY KEY (`id`),
  UNIQUE KEY `users_email` (`email`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

CREATE TABLE `worker_leases` (
  `id` binary(16) NOT NULL,
  `epoch` int(10) unsigned NOT NULL,
  `seq` bigint(20) unsigned NOT NULL,
  `expires_at` datetime(6) NOT NULL,
  `batch` bigint(20) unsigned NOT NULL DEFAULT 0,
  `large_batch` bigint(20) unsigned NOT NULL DEFAULT 0,
  PRIMARY KEY (`id`),
  KEY `worker_leases_expires` (`expires_at`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

CREATE TABLE `workflow_resources` (
  `tenant_id` binary(16) NOT NULL,
  `workflow_version_id` binary(16) NOT NULL,
  `number` smallint(5) unsigned NOT NULL,
  `address` varchar(2048) NOT NULL,
  `text` mediumtext NOT NULL,
  PRIMARY KEY (`tenant_id`,`workflow_version_id`,`number`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE `workflow_versions` (
  `tenant_id` binary(16) NOT NULL,
  `id` binary(16) NOT NULL,
  `workflow_id` binary(16) NOT NULL,
  `version` varchar(128) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `source` mediumtext NOT NULL,
  `media_type` varchar(64) CHARACTER SET ascii COLLATE ascii_general_ci NOT NULL,
  `created_by` binary(16) NOT NULL,
  `created_at` datetime(6) NOT NULL,
  `precedence` varbinary(400) DEFAULT NULL,
  `resource_count` smallint(5) unsigned NOT NULL DEFAULT 0,
  PRIMARY KEY (`tenant_id`,`id`),
  UNIQUE KEY `workflow_versions_version` (`tenant_id`,`workflow_id`,`version`),
  KEY `workflow_versions_precedence` (`tenant_id`,`workflow_id`,`precedence`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_general_ci;

CREATE TABLE `workflows` (
  `tenant_id` binary(16) NOT NULL,
  `id` binary(16) NOT NULL,
  `namespace` varchar(63) NOT NULL,
  `name` varchar(63) NOT NULL,
  `created_at` datetime(6) NOT NULL,
  PRIMARY KEY (`tenant_id`,`id`),
  UNIQUE KEY `workflows_name` (`tenant_id`,`namespace`,`name`)
) ENGINE=InnoDB DEFAULT CHARSET=ascii COLLATE=ascii_bin;
