#pragma once

/// Interchanges put together for tests, their counts right unless a test spoils them.

#include <string>
#include <vector>

namespace landfall::backend {

inline std::string joined(const std::vector<std::string>& segments) {
    std::string text;
    for (const auto& segment : segments) text += segment + "'";
    return text;
}

/// UNH ... UNT.
inline std::string message(const std::vector<std::string>& segments, const std::string& more_of_unh = "") {
    return "UNH+1+PAXLST:D:05B:UN:IATA" + more_of_unh + "'" + joined(segments) + "UNT+" +
           std::to_string(segments.size() + 2) + "+1'";
}

/// UNB ... UNZ without a group.
inline std::string interchange(const std::string& messages, int count = 1) {
    return "UNB+UNOA:4+AIR+BORDER+261121:0630+7'" + messages + "UNZ+" + std::to_string(count) + "+7'";
}

inline std::string paxlst(const std::vector<std::string>& segments) { return interchange(message(segments)); }

}  // namespace landfall::backend
