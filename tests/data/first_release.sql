-- What a site of the first release may hold: three people (two called the same, one with a name of other letters), a
-- published post that was saved again since, its tag, a reply and an answer to it. Addresses are made up, not encrypted.
INSERT INTO users (id, name, role, password_hash, email_ciphertext, email_digest, email_key_id, created_at) VALUES
  (1, 'Zoë Author', 'author', NULL, 'x', 'digest-1', 'key', '2026-01-01 09:00:00.000000'),
  (2, 'Zoe Author', 'admin', NULL, 'x', 'digest-2', 'key', '2026-01-01 09:00:00.000000'),
  (3, '作者', 'moderator', NULL, 'x', 'digest-3', 'key', '2026-01-01 09:00:00.000000');
INSERT INTO tags (id, name, slug) VALUES (1, 'Anatomy', 'anatomy');
INSERT INTO posts (id, author_id, status, status_before, slug, year, month, published_at, first_public_at,
                   comments_open, head_number, live_number, page_version, created_at, changed_at) VALUES
  (1, 1, 'published', NULL, 'psoas', 2026, 1, '2026-01-02 09:00:00.000000', '2026-01-02 09:00:00.000000',
   1, 2, 1, 3, '2026-01-01 10:00:00.000000', '2026-01-03 09:00:00.000000');
INSERT INTO post_tags (post_id, tag_id) VALUES (1, 1);
INSERT INTO revisions (id, post_id, number, title, slug, body, excerpt, tags, comments_open, publish_at, html, summary,
                       removals, policy_version, saved_by_id, saved_at) VALUES
  (1, 1, 1, 'Psoas', 'psoas', 'Text.', '', '["Anatomy"]', 1, NULL, '<p>Text.</p>', 'Text.', '[]', 1, 1,
   '2026-01-01 10:00:00.000000'),
  (2, 1, 2, 'Psoas', 'psoas', 'Text, mended.', '', '["Anatomy"]', 1, NULL, '<p>Text, mended.</p>', 'Text, mended.',
   '[]', 1, 1, '2026-01-03 09:00:00.000000');
INSERT INTO comments (id, post_id, parent_id, writer_id, user_id, name, url, text, html, removals, policy_version,
                      status, version, fingerprint, network, submitted_at) VALUES
  (1, 1, NULL, NULL, 1, 'Zoë Author', '', 'First.', '<p>First.</p>', '[]', 1, 'approved', 1, 'f-1', NULL,
   '2026-01-02 10:00:00.000000'),
  (2, 1, 1, NULL, 1, 'Zoë Author', '', 'Second.', '<p>Second.</p>', '[]', 1, 'approved', 1, 'f-2', NULL,
   '2026-01-02 11:00:00.000000');
