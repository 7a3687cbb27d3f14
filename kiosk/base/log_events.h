#pragma once

/// The whole list of what is ever logged; `landfall selftest --events` prints it for the operations manual.

#include <string_view>

namespace landfall {

enum class LogLevel { debug, info, warning, error };

// name, level, what it tells a technician
#define LANDFALL_LOG_EVENTS(EVENT)                                                                                 \
    EVENT(kiosk_started, info, "The kiosk process has drawn its first screen.")                                    \
    EVENT(kiosk_stopping, info, "The kiosk process was asked to end.")                                             \
    EVENT(visit_began, info, "A passenger touched the screen.")                                                    \
    EVENT(visit_ended, info, "The passenger left; fact `how` tells by which way.")                                 \
    EVENT(out_of_service, warning, "The kiosk closed its lane; fact `why` names the part.")                        \
    EVENT(back_in_service, info, "The kiosk opened its lane again.")                                               \
    EVENT(device_failed, warning, "A device reported a fault; facts `device`, `fault`.")                           \
    EVENT(device_recovered, info, "A device works again; fact `device`.")                                          \
    EVENT(declaration_stored, info, "A declaration is durable in the outbox.")                                     \
    EVENT(declaration_sent, info, "The backend has acknowledged a declaration; fact `attempts`.")                  \
    EVENT(declaration_refused, error, "The backend refuses a declaration for good; fact `status`.")                \
    EVENT(backend_unreachable, warning, "A try to reach the backend failed; facts `error`, `retry`.")              \
    EVENT(backend_reachable, info, "The backend answers again.")                                                   \
    EVENT(outbox_failed, error, "The outbox can't be read or written; fact `error`.")                              \
    EVENT(receipt_provisional, info, "A receipt was signed by the kiosk, the backend being away.")                 \
    EVENT(server_started, info, "The backend listens; fact `port`.")                                               \
    EVENT(server_stopping, info, "The backend was asked to end.")                                                  \
    EVENT(request_served, debug, "A request was answered; facts `route`, `status`, `took`.")                       \
    EVENT(request_refused, warning, "A request was refused; facts `route`, `status`, `took`.")                     \
    EVENT(server_reloaded, info, "Keys, packs, certificates and manifests were read again; fact `failed` counts.") \
    EVENT(kiosk_refused, warning, "A connection was refused before any request; fact `why`.")                      \
    EVENT(revocations_stale, warning, "The revocation list is out of date; the last one goes on counting.")        \
    EVENT(manifest_refused, warning, "A manifest file can't be taken in; standard error names it.")                \
    EVENT(store_failed, error, "The store can't be read or written; fact `error`.")                                \
    EVENT(manifest_imported, info, "A manifest was taken in; facts `flights`, `people`.")                          \
    EVENT(clock_skew, warning, "A kiosk's clock differs from the backend's; fact `seconds`.")

enum class LogEvent {
#define LANDFALL_EVENT(name, level, meaning) name,
    LANDFALL_LOG_EVENTS(LANDFALL_EVENT)
#undef LANDFALL_EVENT
};

std::string_view name_of(LogEvent event);
LogLevel level_of(LogEvent event);
/// The sentence for the operations manual.
std::string_view meaning_of(LogEvent event);

}  // namespace landfall
