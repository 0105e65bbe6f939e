using Microsoft.Extensions.Options;

namespace SmartCity.Alarms.Tests;

public sealed class OptionsTests
{
    [Theory]
    [InlineData("AllowedNetworks:0", "10.0.0.0/99", "expected a network")]
    [InlineData("DutyList", "no-such-file.csv", "there is no such file")]
    [InlineData("Webhooks:0:Url", "http://hooks.example.org/x", "expected an https address")]
    [InlineData("Webhooks:0:Url", "https://a:b@hooks.example.org/x", "without a name or password")]
    [InlineData("Webhooks:0:Url", "https://evil.example.org/x", "which Alarms:AllowedHosts does not hold")]
    [InlineData("Webhooks:0:SecretFile", "no-such-file", "openssl rand")]
    [InlineData("Webhooks:0:CertificateSha256", "xyz", "64 hexadecimal digits")]
    [InlineData("Mail:Host", "mail.example.org", "Alarms:Mail:From is missing")]
    [InlineData("EmergencyWithin", "00:00:01", "EmergencyWithin")]
    public async Task A_wrong_setting_stops_the_start_and_is_named(string setting, string value, string expected)
    {
        var settings = new Dictionary<string, string?> { ["Alarms:AllowedHosts:0"] = "hooks.example.org", ["Alarms:" + setting] = value };
        var wrong = await Assert.ThrowsAsync<OptionsValidationException>(() => Sample.StartAsync(duty: null, settings: settings));
        Assert.Contains(wrong.Failures, failure => failure.Contains(expected, StringComparison.Ordinal));
    }
}
