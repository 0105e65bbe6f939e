using System.Net;
using SmartCity.Alarms.Notification;

namespace SmartCity.Alarms.Tests.Notification;

public sealed class SafeNetworkTests
{
    [Theory]
    [InlineData("8.8.8.8", true)]
    [InlineData("2400:3200::1", true)]
    [InlineData("127.0.0.1", false)]
    [InlineData("10.1.2.3", false)]
    [InlineData("172.31.0.1", false)]
    [InlineData("192.168.1.1", false)]
    [InlineData("100.64.0.1", false)]
    [InlineData("169.254.169.254", false)]
    [InlineData("0.0.0.0", false)]
    [InlineData("224.0.0.1", false)]
    [InlineData("255.255.255.255", false)]
    [InlineData("::1", false)]
    [InlineData("::ffff:127.0.0.1", false)]
    [InlineData("::ffff:10.0.0.1", false)]
    [InlineData("64:ff9b::a9fe:a9fe", false)]
    [InlineData("fe80::1", false)]
    [InlineData("fd00::1", false)]
    public void Without_settings_only_the_public_internet_is_allowed(string address, bool allowed) => Assert.Equal(allowed, new SafeNetwork([]).Allows(IPAddress.Parse(address)));

    [Theory]
    [InlineData("10.20.3.4", true)]
    [InlineData("::ffff:10.20.3.4", true)]
    [InlineData("10.21.3.4", false)]
    [InlineData("169.254.169.254", false)]
    public void A_network_of_the_settings_is_allowed_but_never_the_link_local_one(string address, bool allowed) =>
        Assert.Equal(allowed, new SafeNetwork([IPNetwork.Parse("10.20.0.0/16"), IPNetwork.Parse("169.254.0.0/16")]).Allows(IPAddress.Parse(address)));

    [Theory]
    [InlineData(1, 5)]
    [InlineData(2, 15)]
    [InlineData(3, 45)]
    [InlineData(9, 1800)]
    public void Pauses_grow_to_half_an_hour(int attempts, int seconds) => Assert.Equal(TimeSpan.FromSeconds(seconds), DeliveryRules.Pause(attempts, null));

    [Fact]
    public void A_receiver_may_ask_for_a_longer_pause_but_not_for_ever()
    {
        Assert.Equal(TimeSpan.FromMinutes(2), DeliveryRules.Pause(1, TimeSpan.FromMinutes(2)));
        Assert.Equal(TimeSpan.FromSeconds(45), DeliveryRules.Pause(3, TimeSpan.FromSeconds(1)));
        Assert.Equal(TimeSpan.FromMinutes(30), DeliveryRules.Pause(1, TimeSpan.FromDays(9)));
    }

    // The example of the convention's specification.
    [Fact]
    public void The_signature_is_the_one_of_the_specification()
    {
        var signature = WebhookSignature.TryParse("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")!;
        var headers = signature.Headers("msg_p5jXN8AQM9LWM0D4loKWxJek", DateTimeOffset.FromUnixTimeSeconds(1614265330), """{"test": 2432232314}""").ToDictionary();
        Assert.Equal("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=", headers["webhook-signature"]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("whsec_")]
    [InlineData("whsec_c2hvcnQ=")]
    [InlineData("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")]
    public void A_secret_that_is_none_is_refused(string secret) => Assert.Null(WebhookSignature.TryParse(secret));
}
