using SmartCity.Contracts.Codes;

namespace SmartCity.Contracts.Tests.Codes;

public sealed class SocialCreditCodeTests
{
    private const string Printed = "91350100M000100Y43";

    [Theory]
    [InlineData(Printed, SocialCreditCodeError.None)]
    [InlineData(" 91350100m000100y43 ", SocialCreditCodeError.None)]
    [InlineData(null, SocialCreditCodeError.Length)]
    [InlineData("91350100M000100Y4", SocialCreditCodeError.Length)]
    [InlineData("91350100I000100Y43", SocialCreditCodeError.Character)]
    [InlineData("9135010AM000100Y43", SocialCreditCodeError.Character)]
    [InlineData("91350100M000101Y43", SocialCreditCodeError.OrganisationCode)]
    [InlineData("91350100M000100Y53", SocialCreditCodeError.OrganisationCode)]
    [InlineData("92350100M000100Y43", SocialCreditCodeError.CheckCharacter)]
    [InlineData("91350100M000100Y44", SocialCreditCodeError.CheckCharacter)]
    public void The_first_thing_wrong_is_named(string? text, SocialCreditCodeError expected)
    {
        Assert.Equal(expected, SocialCreditCode.TryParse(text, out var code));
        Assert.Equal(expected == SocialCreditCodeError.None, code is not null);
    }

    [Fact]
    public void Its_parts_are_read()
    {
        SocialCreditCode.TryParse("11430400MAHYGJ0163", out var code);
        Assert.Equal("11", code!.Category);
        Assert.Equal("430400", code.Division);
        Assert.Equal("MAHYGJ01-6", code.OrganisationCode);
        Assert.Equal("11430400MAHYGJ0163", code.ToString());
    }
}
