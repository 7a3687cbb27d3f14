#include "kiosk/app/appliance.h"

#include <sys/random.h>

#include <algorithm>
#include <array>

#include "devices/code/qr_encoder.h"
#include "devices/document/simulated_document_reader.h"
#include "devices/document/swipe_reader.h"
#include "devices/printer/ipp_printer.h"
#include "devices/printer/simulated_printer.h"
#include "devices/scrub_stack.h"
#include "kiosk/base/file.h"
#include "kiosk/base/log.h"
#include "kiosk/base/match.h"
#include "kiosk/link/check.h"
#include "kiosk/paper/receipt_paper.h"

namespace landfall::app {
namespace {

/// Texts and icons as they lie beside the program, where a broken configuration can't say.
std::filesystem::path installed_data() {
    std::error_code failure;
    const auto program = std::filesystem::read_symlink("/proc/self/exe", failure);
    return program.parent_path().parent_path() / "share/landfall";
}

SetupProblem problem_of(link::SettingsFault fault) {
    switch (fault) {
        case link::SettingsFault::address:
            return SetupProblem::configuration;
        case link::SettingsFault::authority:
        case link::SettingsFault::certificate:
            return SetupProblem::certificate;
        case link::SettingsFault::certificate_expired:
            return SetupProblem::certificate_expired;
        case link::SettingsFault::signing_key:
        case link::SettingsFault::box_key:
            return SetupProblem::keys;
        case link::SettingsFault::outbox:
            return SetupProblem::outbox;
    }
    return SetupProblem::configuration;
}

void add(Health& health, SetupProblem problem, const std::string& detail) {
    health.setup.push_back(problem);
    if (health.detail.empty()) health.detail = detail;
}

DeclarationId draw_id() {
    std::array<std::uint8_t, 16> random{};
    // Never short for so few bytes (getrandom(2)); without a source of randomness nothing here could be trusted.
    if (::getrandom(random.data(), random.size(), 0) != ssize_t(random.size())) std::abort();
    return to_hex(random);
}

}  // namespace

Result<std::unique_ptr<Appliance>> Appliance::make(const Result<Config>& config, const Clock& clock,
                                                   std::function<void()> wake, std::function<void()> forget_texts) {
    Health health;
    Config used;
    used.data = installed_data();
    if (config)
        used = *config;
    else
        add(health, SetupProblem::configuration, config.error());
    auto texts = i18n::Texts::load(used.data / "text");
    if (!texts) {
        add(health, SetupProblem::catalogues, texts.error());
        texts = i18n::Texts::load(installed_data() / "text");
        if (!texts) return Failure{texts.error()};
    }
    std::unique_ptr<Appliance> made(new Appliance(std::move(used), std::move(*texts), clock));
    made->site_ = {made->config_.kiosk,
                   made->config_.port,
                   made->config_.languages,
                   made->config_.home,
                   {},
                   std::chrono::seconds(made->config_.idle_seconds)};
    if (made->site_.languages.empty()) made->site_.languages = made->texts_.languages();
    if (config) {
        made->load_packs(health);
        made->check_link(health);
    }
    made->conductor_ = std::make_unique<Conductor>(made->site_, made->clock_, made->hands(std::move(forget_texts)),
                                                   health, std::move(wake));
    if (config) made->start_devices();
    if (health.setup.empty()) made->start_link();
    return made;
}

void Appliance::load_packs(Health& health) {
    for (const auto& name : config_.packs) {
        const auto file = config_.data / "packs" / name;
        const auto text = read_file(file);
        if (!text) {
            add(health, SetupProblem::packs, text.error());
            continue;
        }
        auto pack = read_pack(*text);
        if (pack)
            site_.packs.push_back(std::move(*pack));
        else
            add(health, SetupProblem::packs,
                file.string() + ": " + pack.error().front().item + ": " + pack.error().front().message);
    }
    // A language is offered when every pack can speak it too.
    std::erase_if(site_.languages, [&](const Language& language) {
        return std::any_of(site_.packs.begin(), site_.packs.end(), [&](const Pack& pack) {
            return std::find(pack.languages.begin(), pack.languages.end(), language) == pack.languages.end();
        });
    });
    if (site_.languages.empty()) add(health, SetupProblem::packs, "no language is spoken by every pack");
}

link::Settings Appliance::link_settings() const {
    const auto& backend = config_.backend;
    return {backend.url,     backend.ca,     backend.certificate, backend.key, backend.signing_key,
            backend.box_key, config_.outbox, config_.kiosk,       config_.port};
}

void Appliance::check_link(Health& health) const {
    for (const auto& problem : link::check_settings(link_settings(), clock_))
        add(health, problem_of(problem.fault), problem.message);
}

void Appliance::start_link() {
    auto started = link::Link::start(link_settings(), clock_, site_.packs, [this](link::Report report) {
        conductor_->inbox().post(FromLink{std::move(report)});
    });
    if (started)
        link_ = std::move(*started);
    else
        log(LogEvent::outbox_failed, {{"error", "the link does not start"}});
}

void Appliance::start_devices() {
    auto from_reader = [this](devices::DocumentReport report) {
        conductor_->inbox().post(FromReader{conductor_->listening_visit(), std::move(report)});
        devices::scrub_stack();
    };
    match(
        config_.reader,
        [&](const devices::SwipeConfig& swipe) {
            reader_ = std::make_unique<devices::SwipeReader>(swipe, clock_, std::move(from_reader));
        },
        [&](const SimulatedReaderConfig& simulated) {
            auto reader =
                std::make_unique<devices::SimulatedDocumentReader>(simulated.samples, clock_, std::move(from_reader));
            for (auto& lever : reader->levers()) bench_.push_back(std::move(lever));
            reader_ = std::move(reader);
        });
    auto from_printer = [this](devices::PrinterReport report) { conductor_->inbox().post(FromPrinter{report}); };
    match(
        config_.printer,
        [&](const IppConfig& ipp) {
            printer_ =
                std::make_unique<devices::IppPrinter>(devices::IppPrinterConfig{ipp.uri}, std::move(from_printer));
        },
        [&](const SimulatedPrinterConfig& simulated) {
            auto printer = std::make_unique<devices::SimulatedPrinter>(simulated.folder, std::move(from_printer));
            for (auto& lever : printer->levers()) bench_.push_back(std::move(lever));
            printer_ = std::move(printer);
        });
}

void Appliance::print(std::uint64_t job, const PrintReceipt& print) {
    const paper::Receipt receipt{print.declaration, print.code.matrix, config_.officer,
                                 print.provisional, print.officer,     print.red_channel};
    auto pdf = i18n::render_pdf(paper::compose(receipt, texts_));
    if (pdf && printer_)
        printer_->print(job, std::move(*pdf));
    else
        conductor_->inbox().post(FromPrinter{devices::JobReport{job, devices::PrinterFault::refused}});
}

Hands Appliance::hands(std::function<void()> forget_texts) {
    Hands hands;
    hands.listen = [this](bool wanted) {
        if (reader_) reader_->listen(wanted);
    };
    hands.submit = [this](Declaration declaration) {
        if (link_)
            link_->submit(std::move(declaration));
        else
            conductor_->inbox().post(FromLink{link::NotStored{idempotency_key(declaration)}});
    };
    hands.issue_provisional = [this](std::string key) {
        if (link_) link_->issue_provisional(std::move(key));
    };
    hands.forget = [this](DeclarationId id) {
        if (link_) link_->forget(std::move(id));
    };
    hands.print = [this](std::uint64_t job, const PrintReceipt& receipt) { print(job, receipt); };
    hands.encode = [](const std::string& text) {
        auto matrix = devices::encode_qr(text);
        return matrix ? std::move(*matrix) : BitMatrix{};
    };
    hands.draw_id = draw_id;
    hands.forget_texts = std::move(forget_texts);
    return hands;
}

}  // namespace landfall::app
