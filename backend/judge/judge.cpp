#include "backend/judge/judge.h"

#include <algorithm>

#include "kiosk/declaration/flow.h"

namespace landfall::backend {
namespace {

void add_once(std::vector<Problem>& problems, Problem problem) {
    if (std::ranges::count(problems, problem) == 0) problems.push_back(std::move(problem));
}

/// One pack, as answered by one person.
void judge_pack(const Pack& pack, const Answers& answers, const Context& context, Verdict& verdict) {
    for (const auto& issue : check_answers(pack, answers, context))
        if (!issue.warns_only) add_once(verdict.problems, {pack.id, issue.path, issue.code, issue.constraint});
    const auto outcome = outcome_of(pack, answers, context);
    verdict.officer = verdict.officer || outcome.officer;
    verdict.red_channel = verdict.red_channel || outcome.red_channel;
}

}  // namespace

bool document_is_doubtful(const DocumentScan& scan, const Date& today) {
    const auto& expiry = scan.document.expiry_date;
    // An incomplete date is not over before its month or year is.
    const bool expired =
        expiry && (expiry->complete()   ? *expiry < today
                   : expiry->month != 0 ? std::pair(expiry->year, expiry->month) < std::pair(today.year, today.month)
                                        : expiry->year < today.year);
    return !scan.failed_checks.empty() || expired;
}

Verdict judge(const Declaration& declaration, std::span<const Pack> packs,
              const std::vector<std::string>& unknown_packs, const Compared& compared, const Date& today) {
    Verdict verdict;
    verdict.mismatches = compared.mismatches;
    verdict.on_manifest = compared.on_manifest;
    verdict.officer = compared.officer;
    for (const auto& name : unknown_packs) add_once(verdict.problems, {name, "", "not-found", ""});
    for (const auto& person : declaration.people) {
        verdict.officer = verdict.officer || document_is_doubtful(person.scan, today);
        const Context context{person, declaration.trip, today};
        for (const auto& answered : declaration.packs) {
            const auto pack = std::ranges::find(packs, answered.sha256, &Pack::sha256);
            if (pack == packs.end())
                add_once(verdict.problems, {answered.pack, "", "not-found", ""});
            else
                judge_pack(*pack, answered.answers, context, verdict);
        }
    }
    return verdict;
}

}  // namespace landfall::backend
