#include "devices/document/swipe_reader.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <termios.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <map>
#include <span>

#include "devices/scrub_stack.h"
#include "kiosk/base/date.h"
#include "kiosk/document/mrz.h"

namespace landfall::devices {
namespace {

using Steady = std::chrono::steady_clock;
using std::chrono::milliseconds;

std::optional<speed_t> speed_of(int baud) {
    static const std::map<int, speed_t> speeds{{1200, B1200},   {2400, B2400},   {4800, B4800},   {9600, B9600},
                                               {19200, B19200}, {38400, B38400}, {57600, B57600}, {115200, B115200}};
    const auto found = speeds.find(baud);
    return found == speeds.end() ? std::nullopt : std::optional(found->second);
}

// Raw bytes, no echo, no modem lines: what readers speak.
bool make_raw(int descriptor, const SwipeConfig& config) {
    termios line{};
    const auto speed = speed_of(config.baud);
    if (!speed || (config.data_bits != 7 && config.data_bits != 8) || ::tcgetattr(descriptor, &line) != 0) return false;
    ::cfmakeraw(&line);
    line.c_cflag &= ~static_cast<tcflag_t>(CSIZE | PARENB | PARODD | CSTOPB);
    line.c_cflag |= static_cast<tcflag_t>(CLOCAL | CREAD | (config.data_bits == 7 ? CS7 : CS8));
    if (config.parity != Parity::none) line.c_cflag |= PARENB;
    if (config.parity == Parity::odd) line.c_cflag |= PARODD;
    line.c_cc[VMIN] = 1;
    line.c_cc[VTIME] = 0;
    return ::cfsetspeed(&line, *speed) == 0 && ::tcsetattr(descriptor, TCSANOW, &line) == 0;
}

bool is_wanted(std::uint64_t wish) { return wish % 2 != 0; }

DocumentReaderFault fault_of_opening(int error) {
    const bool gone = error == ENOENT || error == ENODEV || error == ENXIO || error == EIO;
    return gone ? DocumentReaderFault::unplugged : DocumentReaderFault::misconfigured;
}

}  // namespace

// The open line. Once `gone()` it stays so; a new one is opened instead.
class SwipeReader::Port {
public:
    explicit Port(const SwipeConfig& config)
        : path_(config.device), descriptor_(::open(path_.c_str(), O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC)) {
        if (descriptor_ < 0) {
            fault_ = fault_of_opening(errno);
        } else if (::fstat(descriptor_, &opened_) != 0 || !make_raw(descriptor_, config)) {
            fault_ = errno == EIO ? DocumentReaderFault::unplugged : DocumentReaderFault::misconfigured;
        }
        if (!fault_) ::ioctl(descriptor_, TIOCEXCL);  // nobody else shall read passports
    }
    Port(const Port&) = delete;
    Port& operator=(const Port&) = delete;
    ~Port() {
        if (descriptor_ < 0) return;
        ::ioctl(descriptor_, TIOCNXCL);
        ::close(descriptor_);
    }

    std::optional<DocumentReaderFault> fault() const { return fault_; }
    bool gone() const { return fault_.has_value(); }
    pollfd poll_entry() const { return {descriptor_, POLLIN, 0}; }

    // Some bytes of the line; none when there is nothing, or when it has gone.
    std::size_t read(std::span<std::uint8_t> into) {
        const auto got = ::read(descriptor_, into.data(), into.size());
        if (got > 0) return static_cast<std::size_t>(got);
        if (got == 0 || (errno != EAGAIN && errno != EINTR)) lose();
        return 0;
    }

    void write(const std::string& command) {
        if (command.empty()) return;
        if (::write(descriptor_, command.data(), command.size()) < 0 && errno != EAGAIN && errno != EINTR) lose();
    }

    // Throws away what has come but was not read. Returns whether there was any.
    bool forget_input() {
        int waiting = 0;
        const bool any = ::ioctl(descriptor_, FIONREAD, &waiting) == 0 && waiting > 0;
        ::tcflush(descriptor_, TCIFLUSH);
        return any;
    }

    // The path names another device, or none.
    void look_for_path() {
        struct stat now {};
        if (::stat(path_.c_str(), &now) != 0 || now.st_rdev != opened_.st_rdev || now.st_ino != opened_.st_ino) lose();
    }

    void lose() { fault_ = DocumentReaderFault::unplugged; }

private:
    std::string path_;
    int descriptor_;
    struct stat opened_ {};
    std::optional<DocumentReaderFault> fault_;
};

SwipeReader::SwipeReader(SwipeConfig config, const Clock& clock, Sink sink)
    : config_(std::move(config)),
      clock_(clock),
      sink_(std::move(sink)),
      parser_(config_.framing),
      thread_([this](const std::stop_token& stop) { run(stop); }) {}

SwipeReader::~SwipeReader() {
    thread_.request_stop();
    wake_.wake();
}

void SwipeReader::listen(bool wanted) {
    auto wish = wish_.load();
    while (is_wanted(wish) != wanted && !wish_.compare_exchange_weak(wish, wish + 1)) {
    }
    wake_.wake();
}

void SwipeReader::run(const std::stop_token& stop) {
    auto retry = config_.first_retry;
    while (!stop.stop_requested()) {
        {
            Port port(config_);
            if (!port.gone() && answers_probe(port, stop)) {
                report_health({});
                retry = config_.first_retry;
                serve(port, stop);
            }
            parser_.wipe();
            heeded_ = 0;
            if (stop.stop_requested()) return;
            report_health({port.gone() ? port.fault() : DocumentReaderFault::silent});
        }
        const auto until = Steady::now() + retry;
        while (!stop.stop_requested() && Steady::now() < until)
            wait(std::chrono::ceil<milliseconds>(until - Steady::now()));
        retry = std::min(retry * 2, config_.longest_retry);
    }
}

// Sleeps until woken, at most `most`.
void SwipeReader::wait(milliseconds most) {
    auto entry = wake_.poll_entry();
    if (::poll(&entry, 1, static_cast<int>(most.count())) > 0) wake_.quiet();
}

bool SwipeReader::answers_probe(Port& port, const std::stop_token& stop) {
    if (config_.probe.empty()) return true;
    port.forget_input();
    port.write(config_.probe);
    const auto until = Steady::now() + config_.probe_answer;
    std::array<std::uint8_t, 64> answer{};
    while (!port.gone() && !stop.stop_requested() && Steady::now() < until) {
        std::array entries{port.poll_entry(), wake_.poll_entry()};
        const auto left = std::chrono::ceil<milliseconds>(until - Steady::now());
        ::poll(entries.data(), entries.size(), static_cast<int>(std::max<std::int64_t>(left.count(), 0)));
        if (entries[1].revents != 0) wake_.quiet();
        if (entries[0].revents != 0 && port.read(answer) > 0) return true;
    }
    return false;
}

void SwipeReader::serve(Port& port, const std::stop_token& stop) {
    port.forget_input();
    while (!port.gone() && !stop.stop_requested()) {
        heed_listen(port);
        std::array entries{port.poll_entry(), wake_.poll_entry()};
        const auto most = parser_.midway() ? config_.inter_byte : config_.presence_check;
        const int ready = ::poll(entries.data(), entries.size(), static_cast<int>(most.count()));
        if (entries[1].revents != 0) wake_.quiet();
        const bool quiet = ready == 0;
        if (quiet && parser_.midway())
            report(parser_.silence());
        else if (quiet)
            port.look_for_path();
        if ((entries[0].revents & POLLIN) != 0)
            take(port);
        else if (entries[0].revents != 0)
            port.lose();  // hang-up, error
        scrub_stack();
    }
}

// The wish to listen changed: what is on the way belongs to nobody.
void SwipeReader::heed_listen(Port& port) {
    const auto wish = wish_.load();
    if (wish == heeded_) return;
    const bool wanted = is_wanted(wish);
    const bool changed = wanted != is_wanted(heeded_);
    heeded_ = wish;
    if (port.forget_input()) last_byte_ = Steady::now();
    parser_.wipe();
    if (wanted && Steady::now() - last_byte_ < config_.inter_byte) parser_.discard_until_silence();
    if (changed) port.write(wanted ? config_.trigger : config_.untrigger);
}

void SwipeReader::take(Port& port) {
    std::array<std::uint8_t, 256> bytes{};
    const auto got = port.read(bytes);
    if (got > 0) last_byte_ = Steady::now();
    // The wish may have changed while these bytes came in: then nobody reads them.
    if (is_wanted(heeded_) && current())
        for (const auto byte : std::span(bytes).first(got)) report(parser_.feed(byte));
    ::explicit_bzero(bytes.data(), bytes.size());
}

// Not inlined: its frame has to be a dead one when the stack is scrubbed.
[[gnu::noinline]] void SwipeReader::report(SwipeEvent event) {
    switch (event) {
        case SwipeEvent::nothing:
            return;
        case SwipeEvent::broken:
            return sink_(DocumentFault::incomplete);
        case SwipeEvent::overlong:
            return sink_(DocumentFault::unreadable);
        case SwipeEvent::frame:
            break;
    }
    auto scan = parse_mrz(parser_.text(), date_of(clock_.wall()));
    parser_.wipe();
    if (!current()) return;
    if (scan) return sink_(std::move(*scan));
    sink_(scan.error() == MrzFault::not_a_travel_document ? DocumentFault::not_a_travel_document
                                                          : DocumentFault::unreadable);
}

void SwipeReader::report_health(DocumentReaderHealth health) {
    if (reported_ == health) return;
    reported_ = health;
    sink_(health);
}

}  // namespace landfall::devices
