#!/bin/sh
# Asks Quality Gates whether a version may be deployed, and waits for the answer. Needs a POSIX shell and curl.
#
#   QG_URL=https://portal.example.com/api/quality-gates QG_TOKEN=... \
#     ./can-i-deploy.sh component:default/checkout production 4.18.0
#
# Exit codes:
#   0  allow, allow-with-warnings, allow-break-glass
#   1  deny: a gate failed, or somebody rejected
#   2  wait or manual when the time is over
#   3  everything else: no answer, no permission, no gates set up, only gates that could not be measured
#
# Settings, all but the first two optional:
#   QG_URL              ends in /api/quality-gates
#   QG_TOKEN            a token of qualityGates.ingest.tokens with `allow: [evaluate]`
#   QG_COMMIT QG_DIGEST QG_CHANGE_TYPE QG_TICKET QG_RUN_URL QG_LOGIN
#                       commit, artifact digest, kind of change, ticket, URL of the run, who started it
#   QG_PHASE            pre-deploy (default) or post-deploy
#   QG_TIMEOUT          seconds to wait in all; default 900
#   QG_IDEMPOTENCY_KEY  one question, however often it is asked: the id of the run and its attempt, for example
#   QG_TRACEPARENT      W3C traceparent of the pipeline, so that its trace and the evaluation find each other
set -u
LC_ALL=C
export LC_ALL

fail() {
  printf 'can-i-deploy: %s\n' "$1" >&2
  exit 3
}

now() {
  date +%s
}

# A text as a JSON string.
quote() {
  printf '"%s"' "$(printf '%s' "$1" | sed 's/\\/\\\\/g; s/"/\\"/g')"
}

# field NAME VALUE: `,"NAME":"VALUE"`, nothing without a value
field() {
  [ -z "$2" ] || printf ',"%s":%s' "$1" "$(quote "$2")"
}

question() {
  printf '{"entityRef":%s' "$(quote "$1")"
  field environment "$2"
  field version "$3"
  field phase "${QG_PHASE:-pre-deploy}"
  field commit "${QG_COMMIT:-}"
  field digest "${QG_DIGEST:-}"
  field changeType "${QG_CHANGE_TYPE:-}"
  field ticket "${QG_TICKET:-}"
  field runUrl "${QG_RUN_URL:-}"
  [ -z "${QG_LOGIN:-}" ] || printf ',"requestedBy":{"login":%s}' "$(quote "$QG_LOGIN")"
  printf '}'
}

# JSON as lines of `path<TAB>value`, such as `.reasons.0.code<TAB>"gate_failed`. A text begins with a quotation mark and
# stays escaped, so that neither a line nor a path can be forged by what an answer quotes.
flatten() {
  awk '
    function emit(value,   path, level) {
      for (level = 1; level <= depth; level++) path = path "." key[level]
      print path "\t" value
    }
    { text = text $0 " " }
    END {
      n = length(text)
      for (i = 1; i <= n; i++) {
        c = substr(text, i, 1)
        if (c == "\"") {
          start = i + 1
          for (i++; i <= n && (c = substr(text, i, 1)) != "\""; i++) if (c == "\\") i++
          string = substr(text, start, i - start)
          if (object[depth] && !colon[depth]) key[depth] = string
          else emit("\"" string)
        }
        else if (c == "{" || c == "[") { depth++; object[depth] = (c == "{"); colon[depth] = 0; key[depth] = 0 }
        else if (c == "}" || c == "]") depth--
        else if (c == ":") colon[depth] = 1
        else if (c == ",") { colon[depth] = 0; if (!object[depth]) key[depth]++ }
        else if (c ~ /[-0-9a-z]/) {
          start = i
          while (substr(text, i + 1, 1) ~ /[-+.0-9A-Za-z]/) i++
          emit(substr(text, start, i - start + 1))
        }
      }
    }' "$work/answer" >"$work/values"
}

# value PATH: a value of the answer, a text without its quotation mark; nothing for null
value() {
  awk -F '\t' -v path=".$1" '$1 == path && $2 != "null" { sub(/^[^\t]*\t"?/, ""); print; exit }' "$work/values"
}

# ask SECONDS PATH [OPTION…]: the answer in $work/answer, its status in $status; 000 = no answer
ask() {
  seconds=$1
  path=$2
  shift 2
  : >"$work/answer"
  status=$(curl -sS -o "$work/answer" -w '%{http_code}' --max-time "$seconds" --max-filesize 16777216 \
    -H @"$work/headers" "$@" "$url$path" 2>"$work/trouble") || status=000
}

# What may be well in a moment: no answer, too many requests, a portal that restarts.
passing() {
  case $status in 000 | 408 | 429 | 500 | 502 | 503 | 504) ;; *) return 1 ;; esac
}

# Why, what is waited for, and where to see more.
explain() {
  printf 'can-i-deploy: %s\n' "$1"
  awk -F '\t' '
    $1 ~ /^\.(reasons|waitingFor)\.[0-9]+\.(code|gate|message|until)$/ {
      split($1, part, ".")
      name = part[2] "." part[3]
      if (!(name in seen)) { seen[name]; order[++n] = name }
      said[name, part[4]] = substr($2, 2)
    }
    END {
      for (i = 1; i <= n; i++) {
        name = order[i]
        gate = said[name, "gate"]
        if (name ~ /^reasons/) print "- " said[name, "code"] ": " said[name, "message"] (gate == "" ? "" : " (" gate ")")
        else if (said[name, "until"] != "") print "- " gate " waits until " said[name, "until"]
      }
    }' "$work/values"
  link=$(value links.0.url)
  [ -z "$link" ] || printf -- '- %s\n' "$link"
}

# Whether a gate failed, or somebody rejected, and not just: nothing could be measured. A score that is too low, or too
# few gates that passed, come of either: then a gate that counts must have failed.
refused() {
  awk -F '\t' '
    $1 ~ /^\.reasons\.[0-9]+\.code$/ {
      if ($2 ~ /^"(gate_failed|rejected)$/) failed = 1
      if ($2 ~ /^"(score_too_low|too_few_passed)$/) short = 1
    }
    $1 ~ /^\.outcomes\.[0-9]+\.(mode|outcome|waivedBy)$/ { split($1, part, "."); said[part[3], part[4]] = $2; gates[part[3]] }
    END {
      for (gate in gates)
        if (said[gate, "outcome"] == "\"fail" && said[gate, "mode"] == "\"enforce" && said[gate, "waivedBy"] !~ /^"/)
          failed = failed || short
      exit !failed
    }' "$work/values"
}

# The exit code that a decision stands for.
finish() {
  explain "$decision"
  case $decision in
    allow | allow-with-warnings | allow-break-glass)
      [ "$(value canDeploy)" = true ] || fail 'the answer contradicts itself'
      [ "$(value version)" = "$version" ] || fail 'the answer is about another version'
      exit 0
      ;;
    deny) if refused; then exit 1; else exit 3; fi ;;
    *) fail 'the decision is not known to this script' ;;
  esac
}

[ $# -eq 3 ] || fail 'usage: can-i-deploy.sh <entity ref> <environment> <version>'
[ -n "${QG_URL:-}" ] || fail 'set QG_URL, such as https://portal.example.com/api/quality-gates'
[ -n "${QG_TOKEN:-}" ] || fail 'set QG_TOKEN'
command -v curl >/dev/null 2>&1 || fail 'curl is not installed'
timeout=${QG_TIMEOUT:-900}
case $timeout in '' | *[!0-9]*) fail 'QG_TIMEOUT must be a whole number of seconds' ;; esac
for text in "$@" "$QG_TOKEN" "${QG_COMMIT:-}" "${QG_DIGEST:-}" "${QG_CHANGE_TYPE:-}" "${QG_TICKET:-}" \
  "${QG_RUN_URL:-}" "${QG_LOGIN:-}" "${QG_PHASE:-}" "${QG_IDEMPOTENCY_KEY:-}" "${QG_TRACEPARENT:-}"; do
  case $text in *[[:cntrl:]]*) fail 'a setting holds a line break or another control character' ;; esac
done
url=${QG_URL%/}
version=$3

umask 077
work=$(mktemp -d) || fail 'there is no temporary directory'
trap 'rm -rf "$work"' EXIT
trap 'exit 3' HUP INT TERM
question "$@" >"$work/question"
# In a file, so that the token is in no list of processes. The same key at every try: a lost answer makes no second question.
{
  printf 'Authorization: Bearer %s\n' "$QG_TOKEN"
  printf 'Content-Type: application/json\nAccept: application/json\n'
  printf 'Idempotency-Key: %s\n' "${QG_IDEMPOTENCY_KEY:-can-i-deploy-$(cksum <"$work/question" | tr ' ' '-')-$(now)-$$}"
  [ -z "${QG_TRACEPARENT:-}" ] || printf 'traceparent: %s\n' "$QG_TRACEPARENT"
} >"$work/headers"

ends=$(($(now) + timeout))
id=
pause=1
while :; do
  left=$((ends - $(now)))
  [ "$left" -ge 1 ] || left=1
  [ "$left" -le 60 ] || left=60
  if [ -z "$id" ]; then
    ask 30 /evaluations --data-binary @"$work/question"
  else
    ask $((left + 15)) "/evaluations/$id?wait=${left}s"
  fi
  case $status in
    200 | 201)
      flatten
      decision=$(value decision)
      new=$(value id)
      case $new in '' | *[!A-Za-z0-9._-]*) fail 'the answer is no evaluation' ;; esac
      [ -n "$id" ] || printf 'can-i-deploy: evaluation %s\n' "$new"
      [ -z "$id" ] && [ -z "$(value decidedAt)" ] && pause=0
      id=$new
      case $decision in wait | manual) ;; *) [ -z "$(value decidedAt)" ] || finish ;; esac
      ;;
    *) passing || fail "the portal answered $status: $(head -c 300 "$work/answer" | tr -d '\000-\037')" ;;
  esac
  if [ "$(now)" -ge "$ends" ]; then
    case $status in 200 | 201) ;; *) fail "no answer in $timeout s: status $status, $(head -c 300 "$work/trouble" | tr -d '\000-\037')" ;; esac
    explain "${decision:-wait}, and the time is over"
    exit 2
  fi
  # `manual` is answered at once, and so is a portal that is down: do not ask all the time.
  sleep "$pause"
  pause=$((pause < 5 ? pause + 1 : 5))
done
