#pragma once

/// Every delay of a visit, each with its reason. The app turns them into timers; nothing else waits.

#include <chrono>

namespace landfall::delays {

using namespace std::chrono_literals;

constexpr auto idle = 120s;          ///< EN 301 549 and VVSG: two to five minutes without a touch, then ask
constexpr auto idle_warning = 45s;   ///< WCAG 2.2.1: at least 20 s to answer; 45 s is usual
constexpr auto second = 1s;          ///< the countdown that the warning shows
constexpr auto provisional = 5s;     ///< without the backend for so long, the kiosk signs the receipt itself
constexpr auto storing = 10s;        ///< an outbox that has not committed by then is broken
constexpr auto printing = 20s;       ///< a receipt printer that says nothing for so long has failed
constexpr auto receipt_shown = 90s;  ///< to photograph the code and take the paper
constexpr auto goodbye = 6s;         ///< to read where to go
constexpr auto reading = 25s;        ///< slowest document seen, plus a third; then the typing is offered louder

}  // namespace landfall::delays
