#pragma once

/// PAXLST: the passenger list of the WCO/IATA/ICAO guidelines on advance passenger information (Annex on PAXLST), in
/// the directories from D.97B on; the segments used have not changed their places since.
///
/// What is taken: BGM (list, function); TDT, LOC 87 92 125 130, DTM 189 232 (flights and their calls); NAD FL FM DDU
/// DDT (passenger, crew, passenger in transit, crew in transit); ATT, DTM 329, NAT, LOC 22 174 178 179, RFF AVF ABO
/// SEA; DOC, DTM 36, LOC 91; CNT 41 42. Other segments are passed over: each state adds some of its own.

#include "backend/manifest/edifact.h"

namespace landfall::backend {

/// Errors: a sentence when the message is no PAXLST or names neither flight nor traveller.
Result<Manifest, ManifestError> read_paxlst(const EdifactMessage& message, const Date& today);

}  // namespace landfall::backend
