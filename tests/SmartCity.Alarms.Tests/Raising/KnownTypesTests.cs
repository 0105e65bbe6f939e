using SmartCity.Alarms.Raising;
using SmartCity.Alarms.Rules;
using SmartCity.Contracts;

namespace SmartCity.Alarms.Tests.Raising;

public sealed class KnownTypesTests
{
    [Fact]
    public void Every_urgent_type_of_this_build_has_words_in_both_languages()
    {
        var urgent = EventTypes.All.Where(type => type.Lane is Lane.Emergency or Lane.Alarm && type.Area != "alarms").Select(type => type.Name);

        Assert.DoesNotContain(urgent, name => KnownTypes.Find(name) is null);
        Assert.All(KnownTypes.All, type => Assert.NotNull(EventTypes.Find(type.Type)));
    }

    [Fact]
    public void The_fields_a_text_names_are_fields_of_the_event() => Assert.Empty(
        from type in KnownTypes.All
        let fields = EventTypes.Find(type.Type)!.Clr.GetProperties().Select(property => System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(property.Name)).Append("$subject").ToHashSet()
        from text in (string[])[type.Title, type.EnglishTitle, type.Matter, type.Part, $"{{{type.Detail ?? "$subject"}}}"]
        from System.Text.RegularExpressions.Match match in System.Text.RegularExpressions.Regex.Matches(text, @"\{([$\w]+)")
        where !fields.Contains(match.Groups[1].Value)
        select $"{type.Type} has no {match.Groups[1].Value}");

    [Theory]
    [InlineData("*", "a.b.v1", true)]
    [InlineData("a.*.v1", "a.b-c.v1", true)]
    [InlineData("a.*.v1", "a.b.v2", false)]
    [InlineData("a.b.v1", "a.b.v1", true)]
    [InlineData("a.b.v1", "a.b.v12", false)]
    [InlineData("*-ended.*", "x.a-ended.v1", true)]
    [InlineData("", "", true)]
    [InlineData("a*a*a*a*a*a*a*b", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", false)]
    public void A_star_stands_for_any_letters(string pattern, string text, bool fits) => Assert.Equal(fits, AlarmRule.Matches(pattern, text));
}
