<?php
// The endpoint of Benchmarks/api for PHP-FPM: the same token (EdDSA), session, rate limit and body, read anew each time.
function problem(int $status, string $code): never {
    http_response_code($status);
    header('Content-Type: application/problem+json');
    exit(json_encode(['status' => $status, 'code' => $code]));
}
function decoded(string $text): string { return base64_decode(strtr($text, '-_', '+/'), true) ?: ''; }
function uuid(string $bytes): string {
    return preg_replace('/^(.{8})(.{4})(.{4})(.{4})(.{12})$/', '$1-$2-$3-$4-$5', bin2hex($bytes));
}

$authorization = $_SERVER['HTTP_AUTHORIZATION'] ?? '';
if (strncmp($authorization, 'Bearer ', 7) !== 0) problem(401, 'token_missing');
$parts = explode('.', substr($authorization, 7));
if (count($parts) !== 3) problem(401, 'token_invalid');
$header = json_decode(decoded($parts[0]), true);
$signature = decoded($parts[2]);
if (($header['alg'] ?? '') !== 'EdDSA' || strlen($signature) !== 64
    || !sodium_crypto_sign_verify_detached($signature, $parts[0] . '.' . $parts[1], decoded($_SERVER['PUBLIC_KEY'])))
    problem(401, 'token_invalid');
$claims = json_decode(decoded($parts[1]), true);
if (($claims['exp'] ?? 0) < time()) problem(401, 'token_expired');

$redis = new Redis();
$who = isset($_SERVER['REDIS_USER']) ? ['auth' => [$_SERVER['REDIS_USER'], $_SERVER['REDIS_PASSWORD']]] : [];
$redis->pconnect($_SERVER['REDIS_SOCKET'], 0, 0, null, 0, 0, $who);
$tenant = $claims['tid'];
$limit = (int) $_SERVER['LIMIT_REQUESTS'];
$interval = max(1, intdiv((int) $_SERVER['LIMIT_SECONDS'] * 1000000, $limit));
$keys = ["intelligentic:gate:{{$tenant}}:rate:php", "intelligentic:gate:{{$tenant}}:php:{$claims['sid']}",
    "intelligentic:gate:{{$tenant}}:generation"];
$arguments = [...$keys, $interval, $interval * $limit, 'ended', 1, 0, $limit, $_SERVER['LIMIT_SECONDS']];
$script = file_get_contents($_SERVER['GATE_SCRIPT']);
$answer = $redis->evalSha(sha1($script), $arguments, 3);
if ($answer === false) {
    $redis->script('load', $script);
    $answer = $redis->evalSha(sha1($script), $arguments, 3);
}
[$standing, $wait, $refill] = $answer;
$session = $standing === false ? false : substr(strrchr(" $standing", ' '), 1);

$database = new PDO($_SERVER['DSN'], $_SERVER['DATABASE_USER'], $_SERVER['DATABASE_PASSWORD'], [
    PDO::ATTR_PERSISTENT => true, PDO::ATTR_EMULATE_PREPARES => true, PDO::ATTR_ERRMODE => PDO::ERRMODE_EXCEPTION]);
$bytes = fn(string $id): string => hex2bin(str_replace('-', '', $id));
if ($session === false) {
    $query = $database->prepare('SELECT members.role, tenants.access_generation AS generation FROM sessions
        JOIN tenants ON tenants.id = sessions.tenant_id JOIN members ON members.tenant_id = sessions.tenant_id
        AND members.user_id = sessions.user_id WHERE sessions.tenant_id = ? AND sessions.id = ?
        AND sessions.ended_at IS NULL AND sessions.expires_at > UTC_TIMESTAMP(6)');
    $query->execute([$bytes($tenant), $bytes($claims['sid'])]);
    $row = $query->fetch(PDO::FETCH_ASSOC);
    $session = $row ? $row['role'] : 'ended';
    if ($row) {
        $redis->set($keys[2], $row['generation'], ['nx', 'ex' => 3600]);
        $redis->set($keys[1], "{$row['generation']} $session", ['nx', 'ex' => 30]);
    }
}
if ($session === 'ended') problem(401, 'session_ended');
header("RateLimit-Policy: \"endpoint\";q=$limit;w={$_SERVER['LIMIT_SECONDS']}");
header('RateLimit: "endpoint";r=' . max(0, intdiv($interval * $limit - $refill, $interval)) . ';t=' . intdiv($refill + 999999, 1000000));
if ($wait > 0) {
    header('Retry-After: ' . max(1, intdiv($wait + 999999, 1000000)));
    problem(429, 'rate_limited');
}
if (!in_array($session, ['admin', 'developer', 'operator', 'viewer'], true)) problem(403, 'permission_denied');

[, , , , $namespace, $name] = explode('/', $_SERVER['DOCUMENT_URI']);
$query = $database->prepare("SELECT v.id, v.workflow_id, w.namespace, w.name, v.version, v.created_by,
    DATE_FORMAT(v.created_at, '%Y-%m-%dT%H:%i:%s.%fZ') AS created_at, v.source, v.media_type, v.resource_count
    FROM workflow_versions v JOIN workflows w ON w.tenant_id = v.tenant_id AND w.id = v.workflow_id
    WHERE w.tenant_id = ? AND w.namespace = ? AND w.name = ? ORDER BY v.precedence DESC LIMIT 1");
$query->execute([$bytes($tenant), $namespace, $name]);
$row = $query->fetch(PDO::FETCH_ASSOC);
if (!$row) problem(404, 'workflow_not_found');
$query = $database->prepare('SELECT address, text FROM workflow_resources
    WHERE tenant_id = ? AND workflow_version_id = ? ORDER BY number');
if ($row['resource_count']) $query->execute([$bytes($tenant), $row['id']]);
$resources = $row['resource_count'] ? $query->fetchAll(PDO::FETCH_ASSOC) : [];
header('Content-Type: application/json');
header('ETag: "' . uuid($row['id']) . '"');
header('X-Request-Id: ' . bin2hex(random_bytes(16)));
echo json_encode([
    'id' => uuid($row['workflow_id']), 'namespace' => $row['namespace'], 'name' => $row['name'],
    'version' => $row['version'], 'createdAt' => $row['created_at'], 'createdBy' => uuid($row['created_by']),
    'mediaType' => $row['media_type'], 'source' => $row['source'], 'resources' => $resources,
], JSON_UNESCAPED_SLASHES | JSON_UNESCAPED_UNICODE);
