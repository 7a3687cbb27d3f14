#pragma once

/// QA's hands and eyes: requests and replies as JSON, one object a line. The QA socket, `--walk` and the bench panel
/// are its clients. Not compiled into the production package (LANDFALL_QA).
///
///   {"do":"tree"}                                   the screen: id, language, direction, every control with its
///   rectangle
///   {"do":"touch","id":"cash.no"}                   a finger down and up at the control's centre
///   {"do":"type","text":"CA981"}                    touches one key after the other
///   {"do":"wait","screen":"review","for":5000}      until that screen (or one whose id begins so, "question.*") is
///   there
///   {"do":"wait","control":"receipt.paper","text":"…","for":5000}
///   {"do":"picture","file":"review.png"}            what is on the glass
///   {"do":"levers"}                                 what the bench can do
///   {"do":"pull","device":"printer","lever":"paper out"}
///   {"do":"end"}                                    the process ends as by SIGTERM
/// Every reply has "ok", and "error" where it is false. Milliseconds everywhere.

#include <deque>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>

#include "devices/bench.h"
#include "kiosk/base/clock.h"
#include "kiosk/base/result.h"
#include "kiosk/ui/screen.h"

namespace landfall::app {

/// Units: pixels from the top left corner of the glass.
struct Place {
    int x = 0, y = 0, width = 0, height = 0;
};

/// What a pilot may do with the appliance. The functions run on the UI thread.
struct Cockpit {
    std::function<const ui::Screen&()> screen;
    std::function<std::optional<Place>(const std::string& id)> place;
    std::function<void(int x, int y)> tap;
    std::function<Result<Done>(const std::filesystem::path&)> picture;
    std::function<void()> end;
    const devices::Bench* bench = nullptr;
};

/// Threads: the UI thread.
class Pilot {
public:
    Pilot(Cockpit cockpit, const Clock& clock) : cockpit_(std::move(cockpit)), clock_(clock) {}

    /// Takes one request; replies come in the same order.
    void ask(std::string line);
    /// Whoever asked has gone: nobody waits for the replies any more.
    void forget() { requests_.clear(); }
    /// The next reply, as soon as there is one; called after each turn of the loop.
    std::optional<std::string> reply();
    /// When to look again even if nothing happens: a wait runs out.
    std::optional<Instant> next_due() const;
    /// Every request has been answered.
    bool idle() const { return requests_.empty(); }

private:
    struct Waiting {
        std::string line;
        std::optional<Instant> until;  ///< set when the request has begun to wait
    };

    Cockpit cockpit_;
    const Clock& clock_;
    std::deque<Waiting> requests_;
};

/// `{"ok":true}` or the error of a reply; used by `--walk`.
bool went_well(const std::string& reply);

}  // namespace landfall::app
