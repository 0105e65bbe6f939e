using FsCheck;
using FsCheck.Fluent;
using SmartCity.Contracts.Codes;

namespace SmartCity.Contracts.Tests.Codes;

/// <summary>Numbers here are the two examples printed in GB 11643-1999, or invented with birth dates of 1900.</summary>
public sealed class CitizenIdTests
{
    private const string Printed = "11010519491231002X";

    [Theory]
    [InlineData(Printed, CitizenIdError.None)]
    [InlineData(" 11010519491231002x ", CitizenIdError.None)]
    [InlineData("440524188001010014", CitizenIdError.None)]
    [InlineData("", CitizenIdError.Length)]
    [InlineData(null, CitizenIdError.Length)]
    [InlineData("1101051949123100", CitizenIdError.Length)]
    [InlineData("1101051949123100X2", CitizenIdError.Character)]
    [InlineData("11010519491231002Y", CitizenIdError.Character)]
    [InlineData("１1010519491231002X", CitizenIdError.Character)]
    [InlineData("010105194912310020", CitizenIdError.Province)]
    [InlineData("991234190001010019", CitizenIdError.Province)]
    [InlineData("43040519000230001X", CitizenIdError.BirthDate)]
    [InlineData("430405190013010018", CitizenIdError.BirthDate)]
    [InlineData("430405190002290013", CitizenIdError.BirthDate)]
    [InlineData("110105194912310021", CitizenIdError.CheckCharacter)]
    public void The_first_thing_wrong_is_named(string? text, CitizenIdError expected)
    {
        Assert.Equal(expected, CitizenId.TryParse(text, out var id));
        Assert.Equal(expected == CitizenIdError.None, id is not null);
    }

    [Fact]
    public void What_it_says_of_the_citizen_is_read()
    {
        var woman = Parse(Printed);
        Assert.Equal("110105", woman.RegistrationDivision());
        Assert.Equal(new DateOnly(1949, 12, 31), woman.BirthDate());
        Assert.False(woman.IsMale());
        Assert.True(Parse("440524188001010014").IsMale());
    }

    [Fact]
    public void A_birth_date_after_today_is_wrong_and_today_is_not()
    {
        Assert.Equal(CitizenIdError.BirthDate, CitizenId.TryParse(Printed, out _, new DateOnly(1949, 12, 30)));
        Assert.Equal(CitizenIdError.None, CitizenId.TryParse(Printed, out _, new DateOnly(1949, 12, 31)));
    }

    [Fact]
    public void The_old_form_is_the_new_one_without_century_and_check()
    {
        var old = Parse("110105491231002");
        Assert.True(old.IsOldForm);
        Assert.Equal(new DateOnly(1949, 12, 31), old.BirthDate());
        Assert.Equal(Parse(Printed), old.ToCurrentForm());
        Assert.Equal(CitizenIdError.BirthDate, CitizenId.TryParse("110105491331002", out _));
        Assert.Equal(CitizenIdError.Character, CitizenId.TryParse("11010549123100X", out _));
    }

    [Fact]
    public void Neither_text_nor_json_shows_the_number()
    {
        var id = Parse(Printed);
        Assert.Equal("110105************", $"{id}");
        var json = System.Text.Json.JsonSerializer.Serialize(id);
        Assert.DoesNotContain("1949", json, StringComparison.Ordinal);
        Assert.Equal(Printed, id.Reveal());
    }

    [Fact]
    public void Any_one_digit_changed_is_noticed() =>
        Prop.ForAll(
            Gen.Choose(0, 16).SelectMany(place => Gen.Choose(1, 9).Select(step => (place, step))).ToArbitrary(),
            change =>
            {
                var digits = Printed.ToCharArray();
                digits[change.place] = (char)('0' + ((digits[change.place] - '0' + change.step) % 10));
                return CitizenId.TryParse(new string(digits), out _) != CitizenIdError.None;
            }).QuickCheckThrowOnFailure();

    [Fact]
    public void No_text_whatever_throws() =>
        Prop.ForAll(ArbMap.Default.ArbFor<string?>(), text =>
        {
            CitizenId.TryParse(text, out _);
            SocialCreditCode.TryParse(text, out _);
            Plate.TryParse(text, out _);
        }).QuickCheckThrowOnFailure();

    private static CitizenId Parse(string text)
    {
        Assert.Equal(CitizenIdError.None, CitizenId.TryParse(text, out var id));
        return id!;
    }
}
