using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.Extensions.DependencyInjection;
using SmartCity.Contracts;
using SmartCity.Contracts.Platform;
using SmartCity.Kernel.Delivery;
using SmartCity.Kernel.Log;
using SmartCity.Kernel.Modules;
using SmartCity.Kernel.Storage;
using SmartCity.TestKit;

namespace SmartCity.Kernel.Tests.Delivery;

public sealed class DeliveryTests
{
    [Fact]
    public async Task Every_event_has_its_effect_once_and_in_order()
    {
        await using var node = await TestNode.StartAsync("430481", [new NotesModule()]);

        for (var number = 1; number <= 500; number++)
            await node.Log.AppendAsync(Drill("a", number), default);

        await CountsAsync(node, 500);
        Assert.Equal(Enumerable.Range(1, 500), (await NotesAsync(node)).Select(note => note.Number));
    }

    [Fact]
    public async Task After_a_restart_it_goes_on_after_its_checkpoint()
    {
        var folder = Directory.CreateTempSubdirectory("smartcity-test-").FullName;
        await using (var node = await TestNode.StartAsync("430481", [new NotesModule()], folder: folder))
        {
            await node.Log.AppendAsync(Drill("a", 1), default);
            await CountsAsync(node, 1);
        }

        await using var again = await TestNode.StartAsync("430481", [new NotesModule()], folder: folder);
        await again.Log.AppendAsync(Drill("a", 2), default);

        await CountsAsync(again, 2);
        Assert.Equal([1, 2], (await NotesAsync(again)).Select(note => note.Number));
    }

    [Fact]
    public async Task A_poison_event_is_parked_with_its_subject_and_the_others_go_on()
    {
        var poison = new Poison();
        await using var node = await TestNode.StartAsync("430481", [new NotesModule()], services: services => services.AddSingleton(poison));
        poison.Subject = "drills/bad";

        await node.Log.AppendAsync(Drill("good", 1), default);
        await node.Log.AppendAsync(Drill("bad", 2), default);
        await node.Log.AppendAsync(Drill("bad", 3), default);
        await node.Log.AppendAsync(Drill("good", 4), default);

        await CountsAsync(node, 2);
        var parked = await Eventually.Get("two parked events", async () => await ParkedAsync(node) is { Count: 2 } both ? both : null);
        Assert.Equal("the handler was told to fail", parked[0].GetProperty("error").GetString());
        Assert.False(parked[1].TryGetProperty("error", out _));
    }

    [Fact]
    public async Task A_retry_drains_in_order_and_unparks()
    {
        var poison = new Poison { Subject = "drills/bad" };
        await using var node = await TestNode.StartAsync("430481", [new NotesModule()], services: services => services.AddSingleton(poison));
        for (var number = 1; number <= 3; number++)
            await node.Log.AppendAsync(Drill("bad", number), default);
        await Eventually.Get("three parked events", async () => await ParkedAsync(node) is { Count: 3 } all ? all : null);

        poison.Subject = null;
        await node.Http.PostAsJsonAsync("/api/platform/v1/parked/retry", new { subscriber = "notes.take" });
        await CountsAsync(node, 3);
        await node.Log.AppendAsync(Drill("bad", 4), default);

        await CountsAsync(node, 4);
        Assert.Equal([1, 2, 3, 4], (await NotesAsync(node)).Select(note => note.Number));
        Assert.Empty(await ParkedAsync(node));
    }

    [Fact]
    public async Task What_is_discarded_needs_a_reason_and_leaves_an_audit()
    {
        var poison = new Poison { Subject = "drills/bad" };
        await using var node = await TestNode.StartAsync("430481", [new NotesModule()], services: services => services.AddSingleton(poison));
        await node.Log.AppendAsync(Drill("bad", 1), default);
        await Eventually.Get("a parked event", async () => await ParkedAsync(node) is { Count: 1 } one ? one : null);

        var without = await node.Http.PostAsJsonAsync("/api/platform/v1/parked/discard", new { subscriber = "notes.take", subject = "drills/bad" });
        var with = await node.Http.PostAsJsonAsync("/api/platform/v1/parked/discard", new { subscriber = "notes.take", subject = "drills/bad", reason = "重复演练" });

        Assert.Equal(400, (int)without.StatusCode);
        Assert.Equal(200, (int)with.StatusCode);
        Assert.Empty(await ParkedAsync(node));
        Assert.Single((await node.Log.ReadAsync(Lane.Normal, 0, 100, ["platform.parked-events-discarded.v1"], LogScope.All, default)).Events);
    }

    [Fact]
    public async Task Five_subjects_failing_in_a_row_halt_the_lane_until_somebody_resumes_it()
    {
        var poison = new Poison { Everything = true };
        await using var node = await TestNode.StartAsync("430481", [new NotesModule()], services: services => services.AddSingleton(poison));
        for (var subject = 1; subject <= 8; subject++)
            await node.Log.AppendAsync(Drill("s" + subject, 1), default);

        await Eventually.True("a halted lane", async () => (await node.Services.GetRequiredService<Checkpoints>().ListAsync(default)).Any(checkpoint => checkpoint.Halted is not null));
        Assert.Equal(5, (await ParkedAsync(node)).Count);
        var health = await node.Http.GetFromJsonAsync<JsonElement>("/health");
        Assert.Equal("degraded", health.GetProperty("status").GetString());

        poison.Everything = false;
        await node.Http.PostAsync("/api/platform/v1/checkpoints/notes.take/alarm/resume", null);
        await CountsAsync(node, 3);
        await node.Http.PostAsJsonAsync("/api/platform/v1/parked/retry", new { subscriber = "notes.take" });
        await CountsAsync(node, 8);
    }

    [Fact]
    public async Task An_imported_event_reaches_who_wants_all_and_not_who_reacts()
    {
        await using var node = await TestNode.StartAsync("430400", [new NotesModule()]);
        await node.Store.WriteAsync(Lane.Alarm, write =>
        {
            write.Import([EventLog.Envelope(Drill("abroad", 1), DateTimeOffset.UnixEpoch) with { Origin = "430481", Epoch = 1, OriginPosition = 1 }]);
            return Task.CompletedTask;
        }, default);
        await node.Log.AppendAsync(Drill("home", 2), default);

        await CountsAsync(node, 1);
        Assert.Equal("drills/home", (await NotesAsync(node)).Single().Subject);
    }

    private static AlarmDrilled Drill(string subject, int number) => new(subject, number, "tester", "430481", DateTimeOffset.UnixEpoch);

    private static Task CountsAsync(TestNode node, int count) => Eventually.True($"{count} notes", async () => (await NotesAsync(node)).Count == count);

    private static async Task<List<Note>> NotesAsync(TestNode node)
    {
        await using var db = await node.Services.GetRequiredService<IDbContextFactory<NotesDbContext>>().CreateDbContextAsync();
        return await db.Notes.AsNoTracking().OrderBy(note => note.Position).ToListAsync();
    }

    private static async Task<IReadOnlyList<JsonElement>> ParkedAsync(TestNode node) =>
        [.. (await node.Http.GetFromJsonAsync<JsonElement>("/api/platform/v1/parked")).GetProperty("items").EnumerateArray()];

    private sealed class Poison
    {
        public string? Subject { get; set; }

        public bool Everything { get; set; }
    }

    private sealed class Note
    {
        public required long Position { get; init; }

        public required string Subject { get; init; }

        public required int Number { get; init; }
    }

    private sealed class NotesDbContext(DbContextOptions<NotesDbContext> options, NodeStore store, TimeProvider clock) : NodeDbContext(options, store, clock)
    {
        public DbSet<Note> Notes => Set<Note>();

        protected override void OnModelCreating(ModelBuilder modelBuilder) => modelBuilder.Entity<Note>(note =>
        {
            note.ToTable("notes").HasKey(n => n.Position);
            note.Property(n => n.Position).HasColumnName("position").ValueGeneratedNever();
            note.Property(n => n.Subject).HasColumnName("subject");
            note.Property(n => n.Number).HasColumnName("number");
        });
    }

    [DbContext(typeof(NotesDbContext)), Migration("202611230001_Notes")]
    private sealed class NotesMigration : Migration
    {
        protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("create table notes (position bigint primary key, subject text not null, number integer not null)");
    }

    private sealed class TakeNotes : Subscriber<NotesDbContext>
    {
        public TakeNotes(IServiceProvider services) => On<AlarmDrilled>((drilled, delivery, db, _) =>
        {
            if (services.GetService<Poison>() is { } poison && (poison.Everything || poison.Subject == delivery.Envelope.Subject))
                throw new InvalidOperationException("the handler was told to fail");
            db.Notes.Add(new() { Position = delivery.Envelope.Position, Subject = delivery.Envelope.Subject, Number = drilled.Number });
            return Task.CompletedTask;
        });
    }

    private sealed class NotesModule : IModule
    {
        public string Name => "Notes";

        public string Route => "notes";

        public void Configure(ModuleBuilder module) => module.Database<NotesDbContext>().Subscriber<TakeNotes, NotesDbContext>("notes.take");

        public void Map(IEndpointRouteBuilder routes)
        {
        }
    }
}
