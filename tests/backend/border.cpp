#include "tests/backend/border.h"

#include <curl/curl.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <stdexcept>
#include <thread>

#include "kiosk/base/file.h"
#include "kiosk/protocol/wire.h"
#include "tests/kiosk/declaration/small_packs.h"

namespace landfall::backend {
namespace {

using namespace std::chrono_literals;

/// Polls, since neither a file nor a dying process can be waited for together with a deadline.
template <typename Holds>
bool until(Holds holds, std::chrono::milliseconds most) {
    const auto end = std::chrono::steady_clock::now() + most;
    while (!holds()) {
        if (std::chrono::steady_clock::now() > end) return false;
        ::poll(nullptr, 0, 5);
    }
    return true;
}

std::string must(Result<std::string> result) {
    if (!result) throw std::runtime_error(result.error());
    return std::move(*result);
}

struct Made {
    Folder folder;
    Made() {
        const auto command = "packaging/pki '" + (folder / "pki").string() + "' --wrong kiosk-1 kiosk-2";
        if (std::system(command.c_str()) != 0) throw std::runtime_error("packaging/pki failed");
        std::filesystem::create_directory(folder / "packs");
        const auto text = test::questionnaire_of(test::travel_items);
        if (!write_file(folder / "packs" / "travel.json", text)) throw std::runtime_error("no pack");
    }
};

const Made& made() {
    static const Made once;
    return once;
}

std::size_t take_body(char* data, std::size_t, std::size_t count, void* into) {
    static_cast<Reply*>(into)->body.append(data, count);
    return count;
}

std::size_t take_header(char* data, std::size_t, std::size_t count, void* into) {
    const std::string line(data, count);
    const auto colon = line.find(": ");
    if (colon == std::string::npos) return count;
    auto name = line.substr(0, colon);
    std::ranges::transform(name, name.begin(), [](unsigned char letter) { return std::tolower(letter); });
    static_cast<Reply*>(into)->headers[name] = line.substr(colon + 2, line.find('\r') - colon - 2);
    return count;
}

}  // namespace

const std::filesystem::path& pki() {
    static const auto path = made().folder / "pki";
    return path;
}

const std::filesystem::path& packs_folder() {
    static const auto path = made().folder / "packs";
    return path;
}

const std::vector<Pack>& packs() {
    static const std::vector<Pack> all = [] {
        auto pack = read_pack(must(read_file(packs_folder() / "travel.json")));
        if (!pack) throw std::runtime_error("the pack can't be read");
        return std::vector<Pack>{std::move(*pack)};
    }();
    return all;
}

std::string id_of(unsigned number) {
    std::array<char, 33> text{};
    std::snprintf(text.data(), text.size(), "%032x", number);
    return text.data();
}

Declaration declaration(unsigned number, WallTime when) {
    Declaration one;
    one.id = id_of(number);
    one.kiosk = "kiosk-1";
    one.language = "en";
    one.made = when;
    auto& document = one.people.emplace_back().scan.document;
    document = {"P", "UTO",      "L898902C3", "UTO", Date{1974, 8, 12}, Sex::female, Date{2090, 1, 1},
                "",  "ERIKSSON", "ANNA MARIA"};
    one.packs = {{packs()[0].id, packs()[0].version, packs()[0].sha256, {}}};
    one.packs[0].answers.values["ill"] = {false};
    return one;
}

std::string sealed(const std::string& json, const std::string& kiosk) {
    const auto key = SigningKey::load(pki() / "kiosks" / (kiosk + "-signing.key"));
    const auto box = BoxPublicKey::from_pem(must(read_file(pki() / "box.pem")));
    const auto body = seal_declaration(json, key.value(), box.value());
    return std::string(text_of(body.value()));
}

std::string sealed(const Declaration& one) { return sealed(write_declaration(one, packs()).value()); }

Client::Client(std::uint16_t port, const std::string& certificate)
    : handle_(curl_easy_init()), port_(port), certificate_(certificate) {}

Client::~Client() { curl_easy_cleanup(handle_); }

Reply Client::declare(const std::string& key, const std::string& body) {
    return send("POST", "/v1/declarations", body,
                {"Content-Type: application/octet-stream", "Idempotency-Key: " + key, "Expect:"});
}

Reply Client::send(const std::string& method, const std::string& path, const std::string& body,
                   const std::vector<std::string>& headers) {
    Reply reply;
    curl_easy_reset(handle_);
    const auto url = "https://127.0.0.1:" + std::to_string(port_) + path;
    const auto authority = (pki() / "ca.pem").string();
    const auto certificate = (pki() / (certificate_ + ".pem")).string();
    const auto key = (pki() / (certificate_ + ".key")).string();
    curl_easy_setopt(handle_, CURLOPT_URL, url.c_str());
    curl_easy_setopt(handle_, CURLOPT_CAINFO, authority.c_str());
    if (!certificate_.empty()) {
        curl_easy_setopt(handle_, CURLOPT_SSLCERT, certificate.c_str());
        curl_easy_setopt(handle_, CURLOPT_SSLKEY, key.c_str());
    }
    curl_easy_setopt(handle_, CURLOPT_TIMEOUT, 30L);
    curl_easy_setopt(handle_, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(handle_, CURLOPT_PROXY, "");
    if (method == "HEAD") curl_easy_setopt(handle_, CURLOPT_NOBODY, 1L);
    if (method == "POST" || !body.empty()) {
        curl_easy_setopt(handle_, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(body.size()));
        curl_easy_setopt(handle_, CURLOPT_POSTFIELDS, body.c_str());
    }
    if (method != "GET" && method != "HEAD") curl_easy_setopt(handle_, CURLOPT_CUSTOMREQUEST, method.c_str());
    curl_easy_setopt(handle_, CURLOPT_WRITEFUNCTION, take_body);
    curl_easy_setopt(handle_, CURLOPT_WRITEDATA, &reply);
    curl_easy_setopt(handle_, CURLOPT_HEADERFUNCTION, take_header);
    curl_easy_setopt(handle_, CURLOPT_HEADERDATA, &reply);
    curl_slist* list = nullptr;
    for (const auto& header : headers) list = curl_slist_append(list, header.c_str());
    curl_easy_setopt(handle_, CURLOPT_HTTPHEADER, list);
    const auto code = curl_easy_perform(handle_);
    curl_slist_free_all(list);
    long made_now = 0;
    curl_easy_getinfo(handle_, CURLINFO_NUM_CONNECTS, &made_now);
    connections_ += static_cast<int>(made_now);
    curl_easy_getinfo(handle_, CURLINFO_RESPONSE_CODE, &reply.status);
    if (code != CURLE_OK) reply.status = 0;
    return reply;
}

Border::Border(const std::string& extra, const std::string& store) : store_(store) {
    const auto at = [](const std::filesystem::path& path) { return "\"" + path.string() + "\""; };
    std::filesystem::create_directory(manifests());
    std::filesystem::copy_file(pki() / "crl.pem", crl());
    const auto config = R"({"listen":{"address":"127.0.0.1","port":0},"tls":{"certificate":)" +
                        at(pki() / "backend.pem") + R"(,"key":)" + at(pki() / "backend.key") + R"(,"kiosk_ca":)" +
                        at(pki() / "ca.pem") + R"(,"crl":)" + at(crl()) + R"(},"keys":{"receipt":)" +
                        at(pki() / "receipt.key") + R"(,"sealing":)" + at(pki() / "box.key") + R"(,"kiosks":)" +
                        at(pki() / "enrolled") + R"(,"published":)" + at(pki() / "keys") + R"(},"packs":)" +
                        at(packs_folder()) + R"(,"store":")" + store +
                        R"(","manifests":"manifests","port_of_entry":"CNPEK")" + extra + "}";
    if (!write_file(folder_ / "backend.json", config)) throw std::runtime_error("no configuration");
}

Border::~Border() { kill(); }

void Border::start(const std::string& prefix) {
    std::array<int, 2> out{};
    if (::pipe2(out.data(), O_CLOEXEC) != 0) throw std::runtime_error("no pipe");
    const char* bin = std::getenv("LANDFALL_BIN");
    const auto program = std::string(bin == nullptr ? "build/bin" : bin) + "/landfall-backend";
    const auto config = (folder_ / "backend.json").string(), log_file = (folder_ / "log").string();
    process_ = ::fork();
    if (process_ == 0) {
        const int log_number = ::open(log_file.c_str(), O_WRONLY | O_CREAT | O_APPEND, 0600);
        ::dup2(out[1], STDOUT_FILENO);
        ::dup2(log_number, STDERR_FILENO);
        const auto script = prefix + "\nexec \"$0\" serve --config \"$1\"";
        if (prefix.empty())
            ::execl(program.c_str(), program.c_str(), "serve", "--config", config.c_str(), nullptr);
        else
            ::execlp("unshare", "unshare", "--user", "--map-root-user", "--mount", "sh", "-ec", script.c_str(),
                     program.c_str(), config.c_str(), nullptr);
        ::_exit(127);
    }
    ::close(out[1]);
    std::string line;
    char letter = 0;
    pollfd waiting{out[0], POLLIN, 0};
    while (::poll(&waiting, 1, 20'000) > 0 && ::read(out[0], &letter, 1) == 1 && letter != '\n') line += letter;
    ::close(out[0]);
    unsigned port = 0;
    if (std::sscanf(line.c_str(), R"({"listening":%u})", &port) != 1)
        throw std::runtime_error("the backend does not start: " + log());
    port_ = static_cast<std::uint16_t>(port);
}

void Border::signal(int number) const {
    if (process_ > 0) ::kill(process_, number);
}

std::optional<int> Border::wait() {
    int status = 0;
    if (!until([&] { return ::waitpid(process_, &status, WNOHANG) == process_; }, 20s)) return std::nullopt;
    process_ = 0;
    return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
}

void Border::kill() {
    if (process_ <= 0) return;
    signal(SIGKILL);
    ::waitpid(process_, nullptr, 0);
    process_ = 0;
}

std::string Border::log() const {
    auto text = read_file(folder_ / "log");
    return text ? std::move(*text) : std::string();
}

bool Border::logged(const std::string& text) const {
    return until([&] { return log().find(text) != std::string::npos; }, 20s);
}

}  // namespace landfall::backend
