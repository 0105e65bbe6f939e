using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.EntityFrameworkCore;

namespace SmartCity.CommandCentre.Sessions;

/// <summary>The keys of cookies in the node's database, so that a restart or a second process signs nobody out.</summary>
internal sealed class CookieKeys(IDbContextFactory<CommandCentreDbContext> contexts) : IXmlRepository
{
    public IReadOnlyCollection<XElement> GetAllElements()
    {
        using var db = contexts.CreateDbContext();
        return [.. db.CookieKeys.AsNoTracking().Select(key => key.Xml).ToList().Select(xml => XElement.Parse(xml))];
    }

    // Data protection knows no asynchronous way; a key is made once in ninety days.
    public void StoreElement(XElement element, string friendlyName) => Task.Run(async () =>
    {
        await using var db = await contexts.CreateDbContextAsync();
        db.CookieKeys.Add(new() { Name = friendlyName, Xml = element.ToString(SaveOptions.DisableFormatting) });
        await db.SaveChangesAsync();
    }).GetAwaiter().GetResult();
}
